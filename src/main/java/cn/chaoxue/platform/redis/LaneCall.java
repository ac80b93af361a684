package cn.chaoxue.platform.redis;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One command on its way and whoever waits for it. The answer arrives on the context that asked.
final class LaneCall {

    private final Request request;
    private final UniEmitter<? super io.vertx.mutiny.redis.client.Response> emitter;
    private final @Nullable ContextInternal asking;
    private final AtomicInteger pending;
    private boolean settled;
    private int redirects;

    LaneCall(
            Request request, UniEmitter<? super io.vertx.mutiny.redis.client.Response> emitter, AtomicInteger pending) {
        this.request = request;
        this.emitter = emitter;
        this.pending = pending;
        this.asking = ContextInternal.current();
    }

    Request request() {
        return request;
    }

    /// A command whose answer nobody waits for.
    static LaneCall unheard(Request request) {
        UniEmitter<io.vertx.mutiny.redis.client.Response> nobody = new UniEmitter<>() {
            @Override
            public void complete(io.vertx.mutiny.redis.client.@Nullable Response answer) {}

            @Override
            public void fail(Throwable failure) {}

            @Override
            public UniEmitter<io.vertx.mutiny.redis.client.Response> onTermination(Runnable callback) {
                return this;
            }
        };
        return new LaneCall(request, nobody, new AtomicInteger(1));
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
            on(() -> emitter.complete(
                    answer == null ? null : io.vertx.mutiny.redis.client.Response.newInstance(answer)));
        }
    }

    void fail(Throwable failure) {
        if (!settled) {
            settled = true;
            pending.decrementAndGet();
            on(() -> emitter.fail(failure));
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
