package cn.chaoxue.identity;

import cn.chaoxue.platform.clock.SharedClock;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;

/// Writes access tokens: HS256, opaque subject, no personal data: whoever handles a request on its way can read them.
@Singleton
public class AccessTokens {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    static final String UNIT_ID = "unit";
    static final String UNIT_NAME = "unitName";
    static final String UNIT_PATH = "unitPath";
    static final String TOKEN_VERSION = "tv";
    static final String SESSION = "sid";

    private final IdentityConfig config;
    private final SigningKeys keys;
    private final SharedClock clock;

    AccessTokens(IdentityConfig config, SigningKeys keys, SharedClock clock) {
        if (config.accessTokenLifetime().compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("chaoxue.identity.access-token-lifetime must be at most " + LONGEST);
        }
        this.config = config;
        this.keys = keys;
        this.clock = clock;
    }

    /// A token of its own session for `caller`, from now on. For programs of this process, such as a rehearsal.
    public String issue(Caller caller, int tokenVersion) {
        return issue(new Session(
                caller, UUID.randomUUID(), tokenVersion, clock.instant().plus(config.accessTokenLifetime())));
    }

    String issue(Session session) {
        Caller caller = session.caller();
        return Jwt.issuer(config.issuer())
                .audience(config.audience())
                .subject(Long.toString(caller.id()))
                .groups(caller.roles().stream().map(Role::wireName).collect(Collectors.toSet()))
                .claim(UNIT_ID, caller.unit().id())
                .claim(UNIT_NAME, caller.unit().name())
                .claim(UNIT_PATH, caller.unit().path())
                .claim(TOKEN_VERSION, session.tokenVersion())
                .claim(SESSION, session.family().toString())
                .issuedAt(Math.min(
                        clock.instant().getEpochSecond(), session.expiresAt().getEpochSecond()))
                .expiresAt(session.expiresAt())
                .jws()
                .keyId(keys.keyId())
                .sign(keys.key());
    }
}
