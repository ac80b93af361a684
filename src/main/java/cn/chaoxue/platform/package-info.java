/// Ground everything else stands on; imports nothing of ours.
@NullMarked
package cn.chaoxue.platform;

import org.jspecify.annotations.NullMarked;
