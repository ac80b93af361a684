/// Thousands of open boards, and when each showed what.
@NullMarked
package cn.chaoxue.load.board;

import org.jspecify.annotations.NullMarked;
