package cn.chaoxue.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;

/// Which tokens ended before their time. An entry lives as long as a token issued before it could, so the memory is
/// bounded by what was revoked in the last minutes: evicting earlier would let a revoked token in again.
@Singleton
class Revocations {

    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Cache<Long, Integer> versions;
    private final Cache<UUID, Boolean> sessions;

    Revocations(IdentityConfig config) {
        Duration memory = config.accessTokenLifetime().plus(MARGIN);
        this.versions = Caffeine.newBuilder().expireAfterWrite(memory).build();
        this.sessions = Caffeine.newBuilder().expireAfterWrite(memory).build();
    }

    /// Tokens of `accountId` below `version` are over.
    void raise(long accountId, int version) {
        versions.asMap().merge(accountId, version, Math::max);
    }

    /// Tokens of this login are over.
    void end(UUID family) {
        sessions.put(family, Boolean.TRUE);
    }

    boolean admits(Session session) {
        Integer least = versions.getIfPresent(session.caller().id());
        return (least == null || session.tokenVersion() >= least) && sessions.getIfPresent(session.family()) == null;
    }
}
