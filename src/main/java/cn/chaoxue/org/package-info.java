/// The unit tree and what lies beneath a unit.
@NullMarked
package cn.chaoxue.org;

import org.jspecify.annotations.NullMarked;
