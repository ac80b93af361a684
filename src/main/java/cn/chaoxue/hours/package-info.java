/// Study hours: cycle, requirement, ledger.
@NullMarked
package cn.chaoxue.hours;

import org.jspecify.annotations.NullMarked;
