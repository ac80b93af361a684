/// Answers remembered for a short while, within a bound.
@NullMarked
package cn.chaoxue.platform.cache;

import org.jspecify.annotations.NullMarked;
