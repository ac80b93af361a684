/// The entry of the service's own process: it serves, or does one piece of maintenance and ends.
@NullMarked
package cn.chaoxue.command;

import org.jspecify.annotations.NullMarked;
