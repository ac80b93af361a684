/// Benchmarks: each figure beside its reference in the same run, rounds of both in turn, medians.
@NullMarked
package cn.chaoxue.load.bench;

import org.jspecify.annotations.NullMarked;
