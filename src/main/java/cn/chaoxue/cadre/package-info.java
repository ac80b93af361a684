/// Cadre records and their activation.
@NullMarked
package cn.chaoxue.cadre;

import org.jspecify.annotations.NullMarked;
