/// What people did to people's data: entries that nobody can change unnoticed, written in the transaction of the
/// change.
@NullMarked
package cn.chaoxue.audit;

import org.jspecify.annotations.NullMarked;
