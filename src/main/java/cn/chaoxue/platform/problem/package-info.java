/// Errors as RFC 9457 problem details: one type, one mapper.
@NullMarked
package cn.chaoxue.platform.problem;

import org.jspecify.annotations.NullMarked;
