package cn.chaoxue.platform.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers the options Quarkus makes of `quarkus.redis.<role>.*`, so that lanes connect by the same settings.
@ApplicationScoped
class RedisSettings implements RedisOptionsCustomizer {

    private final Map<String, RedisOptions> byRole = new ConcurrentHashMap<>();

    @Override
    public void customize(String role, RedisOptions options) {
        // No spans: a connection serves many requests at once, and what it carries belongs to none of their traces.
        options.setTracingPolicy(TracingPolicy.IGNORE);
        byRole.put(role, new RedisOptions(options));
    }

    /// Options of a role whose Quarkus client exists.
    RedisOptions of(String role) {
        RedisOptions options = byRole.get(role);
        if (options == null) {
            throw new IllegalStateException("no redis client named " + role);
        }
        return new RedisOptions(options);
    }
}
