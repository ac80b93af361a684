package cn.chaoxue.platform.redis;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Promise;
import io.vertx.redis.client.Response;
import org.jspecify.annotations.Nullable;

/// Whoever waits for an answer from Redis; told once.
interface LaneReply {

    LaneReply NOBODY = new LaneReply() {
        @Override
        public void complete(@Nullable Response answer) {}

        @Override
        public void fail(Throwable failure) {}
    };

    void complete(@Nullable Response answer);

    void fail(Throwable failure);

    static LaneReply to(UniEmitter<? super io.vertx.mutiny.redis.client.Response> emitter) {
        return new LaneReply() {
            @Override
            public void complete(@Nullable Response answer) {
                emitter.complete(answer == null ? null : io.vertx.mutiny.redis.client.Response.newInstance(answer));
            }

            @Override
            public void fail(Throwable failure) {
                emitter.fail(failure);
            }
        };
    }

    static LaneReply to(Promise<@Nullable Response> promise) {
        return new LaneReply() {
            @Override
            public void complete(@Nullable Response answer) {
                promise.complete(answer);
            }

            @Override
            public void fail(Throwable failure) {
                promise.fail(failure);
            }
        };
    }
}
