package cn.chaoxue.platform.redis;

import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One caller's errand and whoever waits for it. The answer arrives on the context that asked.
final class LaneCall {

    /// What a caller wants of Redis.
    sealed interface Errand {}

    /// A command of its own.
    /// @param once not even for the sake of others twice
    record Own(Request request, boolean once) implements Errand {

        Own(Request request) {
            this(request, false);
        }
    }

    /// A seat in a [Convoy].
    record Joined(Convoy.Seat seat) implements Errand {}

    private final Errand errand;
    private final LaneReply reply;
    private final @Nullable ContextInternal asking;
    private final AtomicInteger pending;
    private boolean settled;
    private int redirects;

    LaneCall(Errand errand, LaneReply reply, AtomicInteger pending) {
        this.errand = errand;
        this.reply = reply;
        this.pending = pending;
        this.asking = ContextInternal.current();
    }

    Errand errand() {
        return errand;
    }

    /// A command whose answer nobody waits for.
    static LaneCall unheard(Request request) {
        return new LaneCall(new Own(request), LaneReply.NOBODY, new AtomicInteger(1));
    }

    /// The same call, on its way to another server once more.
    LaneCall redirected() {
        redirects++;
        return this;
    }

    int redirects() {
        return redirects;
    }

    void complete(@Nullable Response answer) {
        if (!settled) {
            settled = true;
            pending.decrementAndGet();
            on(() -> reply.complete(answer));
        }
    }

    void fail(Throwable failure) {
        if (!settled) {
            settled = true;
            pending.decrementAndGet();
            on(() -> reply.fail(failure));
        }
    }

    /// Inline where the asking context runs on this very thread, as it does on the hot path.
    private void on(Runnable task) {
        if (asking == null) {
            task.run();
        } else {
            asking.emit(task, Runnable::run);
        }
    }
}
