/// Bounded, batched access to the two Redis roles.
@NullMarked
package cn.chaoxue.platform.redis;

import org.jspecify.annotations.NullMarked;
