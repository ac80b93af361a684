package cn.chaoxue.platform.redis;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A script that serves many callers in one call. What one tick brings for the same convoy goes out together; each
/// caller gets its own element of the script's answer. (Redis's time for a heartbeat: 32 µs alone, 25 with 8 callers a
/// call of one shard; only a convoy for all shards finds so many in one tick. See docs/performance.md.)
///
/// `KEYS` hold one key for each caller; `ARGV` are the common arguments, then those of each caller, always equally
/// many.
/// The script answers an array with one element for each caller, in order. It serves each caller wholly or not at all,
/// and being served twice does no harm: where a call fails, callers are served again one by one. What fails beside it
/// does not touch it.
public final class Convoy {

    /// A caller on the way: its key and its arguments.
    record Seat(Convoy convoy, byte[] key, List<byte[]> arguments) {}

    private final LuaScript script;
    private final List<byte[]> arguments;

    /// The keys of all its callers lie on one server; in a cluster, in one slot.
    Convoy(LuaScript script, List<byte[]> arguments) {
        this.script = script;
        this.arguments = List.copyOf(arguments);
    }

    Seat seat(String key, List<byte[]> own) {
        return new Seat(this, key.getBytes(StandardCharsets.UTF_8), own);
    }

    /// The one call for these callers; by source where the server does not know the script yet.
    Request request(List<Seat> seats, boolean bySource) {
        Request request = Request.cmd(bySource ? Command.EVAL : Command.EVALSHA)
                .arg(bySource ? script.source() : script.sha())
                .arg(seats.size());
        seats.forEach(seat -> request.arg(seat.key()));
        arguments.forEach(request::arg);
        seats.forEach(seat -> seat.arguments().forEach(request::arg));
        return request;
    }
}
