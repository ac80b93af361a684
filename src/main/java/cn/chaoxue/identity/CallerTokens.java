package cn.chaoxue.identity;

import cn.chaoxue.platform.clock.SharedClock;
import cn.chaoxue.platform.metrics.FeatureMeters;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Who calls, by access token. One verification of its signature per token and process; after that a bounded cache
/// by SHA-256 of the token answers, and expiry and revocation are checked on every hit. Never waits, never blocks.
@Singleton
public class CallerTokens {

    private final TokenVerifier verifier;
    private final Revocations revocations;
    private final SessionCookies cookies;
    private final InstantSource clock;
    private final Cache<TokenDigest, Session> verified;
    private final LongAdder verifications = new LongAdder();

    @Inject
    CallerTokens(
            TokenVerifier verifier,
            Revocations revocations,
            SessionCookies cookies,
            IdentityConfig config,
            SharedClock clock,
            MeterRegistry meters) {
        this(verifier, revocations, cookies, config, clock);
        FeatureMeters feature = new FeatureMeters(meters, "identity");
        feature.level("token.cache.entries", "Verified access tokens in memory", verified::estimatedSize);
        feature.level("token.cache.limit", "Bound of verified access tokens in memory", config::cachedTokens);
        feature.counter(
                "token.cache.hits",
                "Tokens known already",
                verified,
                cache -> cache.stats().hitCount());
        feature.counter("token.verifications", "Tokens verified by their signature", verifications, LongAdder::sum);
    }

    CallerTokens(
            TokenVerifier verifier,
            Revocations revocations,
            SessionCookies cookies,
            IdentityConfig config,
            InstantSource clock) {
        this.verifier = verifier;
        this.revocations = revocations;
        this.cookies = cookies;
        this.clock = clock;
        this.verified = Caffeine.newBuilder()
                .maximumSize(config.cachedTokens())
                .expireAfterWrite(config.accessTokenLifetime())
                .recordStats()
                .build();
    }

    /// The caller of a token seen before and still good, else null; a few microseconds. For the hottest paths, which
    /// fall back to [#verify].
    public @Nullable Caller cached(String token) {
        Session session = verified.getIfPresent(TokenDigest.of(token));
        return session != null && alive(session) ? session.caller() : null;
    }

    /// The caller of a raw token; empty when it is forged, malformed, expired or revoked.
    public Optional<Caller> verify(String token) {
        return session(token).map(Session::caller);
    }

    /// The caller of a request by bearer header or, failing that, session cookie; safe for raw routes.
    /// Unsafe methods with a cookie must carry `X-Chaoxue-Session: cookie`.
    public TokenState of(RoutingContext context) {
        String bearer = BearerHeader.token(context);
        String token = bearer == null ? cookies.accessToken(context) : bearer;
        if (token == null) {
            return new TokenState.Absent();
        }
        if (bearer == null && cookies.crossSite(context)) {
            return new TokenState.CrossSite();
        }
        return verify(token).<TokenState>map(TokenState.Known::new).orElseGet(TokenState.Refused::new);
    }

    /// A token that a long-lived connection presented once, so that it need not be looked up with every message;
    /// empty where [#of] does not let the request in.
    public Optional<Pass> passOf(RoutingContext context) {
        return sessionOf(context).map(Pass::new);
    }

    /// The same for a raw token; empty when it is forged, malformed, expired or revoked.
    public Optional<Pass> passOf(String token) {
        return session(token).map(Pass::new);
    }

    /// A verified token; expiry and revocation are checked whenever it is shown.
    public final class Pass {

        private final Session session;

        private Pass(Session session) {
            this.session = session;
        }

        /// The caller; empty once the token has expired or was revoked.
        public Optional<Caller> show() {
            return alive(session) ? Optional.of(session.caller()) : Optional.empty();
        }

        /// Whether nobody ended it before its time, expired or not: for what began while it was good.
        /// To be asked every few seconds: what was revoked is forgotten once no token from before lives.
        public boolean stands() {
            return revocations.admits(session);
        }
    }

    /// The login a request belongs to, for endpoints that [#of] let in.
    public Optional<Session> sessionOf(RoutingContext context) {
        String token = token(context);
        return token != null && of(context) instanceof TokenState.Known ? session(token) : Optional.empty();
    }

    private @Nullable String token(RoutingContext context) {
        String bearer = BearerHeader.token(context);
        return bearer == null ? cookies.accessToken(context) : bearer;
    }

    Optional<Session> session(String token) {
        TokenDigest digest = TokenDigest.of(token);
        Session known = verified.getIfPresent(digest);
        if (known != null) {
            return Optional.of(known).filter(this::alive);
        }
        verifications.increment();
        Optional<Session> fresh = verifier.verify(token).filter(this::alive);
        fresh.ifPresent(session -> verified.put(digest, session));
        return fresh;
    }

    private boolean alive(Session session) {
        return clock.instant().isBefore(session.expiresAt()) && revocations.admits(session);
    }
}
