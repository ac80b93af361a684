/// Everybody logs in at once: honest people with a connection of their own each, who do what the waiting room says.
@NullMarked
package cn.chaoxue.load.rush;

import org.jspecify.annotations.NullMarked;
