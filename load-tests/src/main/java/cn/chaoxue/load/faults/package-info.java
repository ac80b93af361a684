/// Fault drills on real processes: what clients were told, kept in a journal of their own, is compared with
/// what PostgreSQL holds and the boards count after something was killed, frozen, stopped, repeated or
/// poisoned.
@NullMarked
package cn.chaoxue.load.faults;

import org.jspecify.annotations.NullMarked;
