/// Work that one process at a time may do.
@NullMarked
package cn.chaoxue.platform.schedule;

import org.jspecify.annotations.NullMarked;
