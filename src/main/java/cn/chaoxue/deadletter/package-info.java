/// Entries no retry can save, whatever path they came by: kept whole with the reason, shown to operators, tried again
/// on demand. Nothing that was acknowledged ever leaves otherwise.
@NullMarked
package cn.chaoxue.deadletter;

import org.jspecify.annotations.NullMarked;
