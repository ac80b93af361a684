/// Benchmarks, fault drills and capacity plans: real processes of the service, seen from outside, on loopback only.
@NullMarked
package cn.chaoxue.load;

import org.jspecify.annotations.NullMarked;
