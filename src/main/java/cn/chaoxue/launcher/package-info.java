/// Runs everything a machine needs to try, test or develop the service: the embedded servers and the service itself.
/// Plain Java without Quarkus; imports nothing of ours. What it starts never outlives it.
@NullMarked
package cn.chaoxue.launcher;

import org.jspecify.annotations.NullMarked;
