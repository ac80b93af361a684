package cn.chaoxue.live;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/// A board rendered once for all who watch it.
/// @param number rises with every rendering of this board
/// @param version of the unit's counts
/// @param changedAt when the counts last changed
record Frame(long number, long version, Instant changedAt, Buffer event) {}
