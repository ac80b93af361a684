/// Tallies stored with the facts, shown as they are stored.
@NullMarked
package cn.chaoxue.live;

import org.jspecify.annotations.NullMarked;
