/// What a probe may ask. Readiness speaks of this process alone; the servers it leans on have a group of their own.
@NullMarked
package cn.chaoxue.platform.health;

import org.jspecify.annotations.NullMarked;
