package cn.chaoxue.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/// Lets [CallerTokens] decide for every JAX-RS endpoint, so that both ways in follow one rule.
@Singleton
class TokenMechanism implements HttpAuthenticationMechanism {

    static final String CALLER = "chaoxue.caller";

    private final CallerTokens tokens;

    TokenMechanism(CallerTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager manager) {
        return switch (tokens.of(context)) {
            case TokenState.Known(Caller caller) -> Uni.createFrom().item(identity(caller));
            case TokenState.Absent() -> Uni.createFrom().nullItem();
            case TokenState.Refused() -> Uni.createFrom().failure(new AuthenticationFailedException());
            case TokenState.CrossSite() -> Uni.createFrom().failure(SessionCookies.csrf());
        };
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    private static SecurityIdentity identity(Caller caller) {
        QuarkusSecurityIdentity.Builder builder = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(Long.toString(caller.id())))
                .addAttribute(CALLER, caller);
        caller.roles().forEach(role -> builder.addRole(role.wireName()));
        if (caller.roles().stream().noneMatch(Role::step)) {
            builder.addRole(Role.Names.SIGNED_IN);
        }
        return builder.build();
    }
}
