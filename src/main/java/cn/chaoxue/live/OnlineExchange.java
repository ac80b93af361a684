package cn.chaoxue.live;

import cn.chaoxue.platform.redis.RedisLane;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Tells all processes how many learners this one hears of: one message per interval, absolute numbers. The message
/// also proves to the sender's own subscription that it still hears.
@ApplicationScoped
class OnlineExchange {

    static final String CHANNEL = "chaoxue:live:online";

    private final String process = UUID.randomUUID().toString();
    private final PodPresence presence;
    private final OnlineNow online;
    private final RedisLane redis;
    private final LiveConfig config;

    OnlineExchange(PodPresence presence, OnlineNow online, @Identifier("study") RedisLane redis, LiveConfig config) {
        this.presence = presence;
        this.online = online;
        this.redis = redis;
        this.config = config;
    }

    /// One step of the loop. Our own numbers count even where Redis is gone.
    Uni<Integer> tell() {
        OnlineMessage message = new OnlineMessage(process, presence.perUnit());
        online.accept(message);
        return redis.send(Request.cmd(Command.PUBLISH).arg(CHANNEL).arg(message.text(config.maxOnlineUnits())))
                .replaceWith(0);
    }
}
