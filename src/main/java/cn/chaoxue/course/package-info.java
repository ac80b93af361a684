/// The catalogue: courses as time lines of segments.
@NullMarked
package cn.chaoxue.course;

import org.jspecify.annotations.NullMarked;
