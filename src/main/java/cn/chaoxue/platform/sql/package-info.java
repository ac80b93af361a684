/// Set-based statements over the reactive pool, bounded in time.
@NullMarked
package cn.chaoxue.platform.sql;

import org.jspecify.annotations.NullMarked;
