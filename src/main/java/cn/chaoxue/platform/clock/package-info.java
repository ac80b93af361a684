/// One time for all processes, whatever their own clocks say.
@NullMarked
package cn.chaoxue.platform.clock;

import org.jspecify.annotations.NullMarked;
