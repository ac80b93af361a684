package cn.chaoxue.identity;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.inject.Singleton;
import jakarta.json.JsonNumber;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Checks signature, algorithm, key id, issuer and audience; accepts HS256 under our one key and nothing else.
@Singleton
class TokenVerifier {

    private static final int MAX_TOKEN_CHARS = 4096;
    private static final int ANY_CLOCK_SECONDS = 7 * 24 * 3600;

    private final DefaultJWTParser parser;
    private final JWTAuthContextInfo rules;

    TokenVerifier(IdentityConfig config, SigningKeys keys) {
        // Named, because the library else looks through the whole class path for one, with every token.
        this.parser = new DefaultJWTParser(new DefaultJWTCallerPrincipalFactory());
        this.rules = new JWTAuthContextInfo(keys.key(), config.issuer());
        rules.setExpectedAudience(Set.of(config.audience()));
        rules.setSignatureAlgorithm(Set.of(SignatureAlgorithm.HS256));
        rules.setTokenKeyId(keys.keyId());
        // Expiry is judged by the time all processes share (CallerTokens); the library knows only this machine's.
        rules.setClockSkew(ANY_CLOCK_SECONDS);
        rules.setMaxTimeToLiveSecs(config.accessTokenLifetime().toSeconds());
    }

    /// The token's content; empty for anything that is not ours, whatever the reason.
    Optional<Session> verify(String token) {
        if (token.length() > MAX_TOKEN_CHARS) {
            return Optional.empty();
        }
        try {
            return Optional.of(session(parser.parse(token, rules)));
        } catch (ParseException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Session session(JsonWebToken token) {
        var unit = new Caller.CallerUnit(
                number(token, AccessTokens.UNIT_ID),
                token.getClaim(AccessTokens.UNIT_NAME),
                token.getClaim(AccessTokens.UNIT_PATH));
        Set<Role> roles = token.getGroups().stream().map(Role::of).collect(Collectors.toSet());
        Caller caller = new Caller(Long.parseLong(token.getSubject()), roles, unit);
        return new Session(
                caller,
                UUID.fromString(token.getClaim(AccessTokens.SESSION)),
                (int) number(token, AccessTokens.TOKEN_VERSION),
                Instant.ofEpochSecond(token.getExpirationTime()));
    }

    private static long number(JsonWebToken token, String claim) {
        return switch ((Object) token.getClaim(claim)) {
            case JsonNumber number -> number.longValue();
            case Number number -> number.longValue();
            case Object other -> throw new IllegalArgumentException("claim " + claim + " is " + other.getClass());
        };
    }
}
