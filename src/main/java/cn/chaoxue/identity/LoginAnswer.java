package cn.chaoxue.identity;

import cn.chaoxue.platform.clock.SharedClock;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Hands tokens to the client the way it asked for: in the body, or in cookies that scripts cannot read.
@Singleton
public class LoginAnswer {

    private final SessionCookies cookies;
    private final IdentityConfig config;
    private final SharedClock clock;

    LoginAnswer(SessionCookies cookies, IdentityConfig config, SharedClock clock) {
        this.cookies = cookies;
        this.config = config;
        this.clock = clock;
    }

    /// 200 with the tokens; never stored by anybody on the way.
    public Response of(RoutingContext context, Grant grant) {
        return of(context, grant, view -> view);
    }

    /// The same after a password was right; a browser is given `mark`, by which it is known from then on.
    Response entered(RoutingContext context, Grant grant, String mark) {
        Response answer = of(context, grant);
        return cookies.asked(context)
                ? Response.fromResponse(answer)
                        .cookie(cookies.device(context, mark))
                        .build()
                : answer;
    }

    /// The same around a login that need not be there, in a body of its own.
    Response of(RoutingContext context, @Nullable Grant grant, Function<@Nullable LoginView, @Nullable Object> body) {
        boolean asked = cookies.asked(context);
        LoginView view = grant == null ? null : LoginView.of(grant, asked, clock.instant());
        Response.ResponseBuilder answer = Response.ok(body.apply(view)).cacheControl(noStore());
        return asked && grant != null ? withCookies(answer, context, grant) : answer.build();
    }

    /// 204; a web session's cookies are replaced, a program fetches its next token by refresh.
    Response changed(RoutingContext context, Grant grant) {
        Response.ResponseBuilder answer = Response.noContent();
        return cookies.asked(context) ? withCookies(answer, context, grant) : answer.build();
    }

    /// 204 that also takes the cookies away.
    Response ended(RoutingContext context) {
        return Response.noContent().cookie(cookies.clear(context)).build();
    }

    private Response withCookies(Response.ResponseBuilder answer, RoutingContext context, Grant grant) {
        answer.cookie(cookies.access(context, grant.accessToken(), config.accessTokenLifetime()));
        if (grant.refreshToken() != null) {
            answer.cookie(cookies.refresh(context, grant.refreshToken(), config.refreshTokenLifetime()));
        } else if (grant.session().caller().roles().stream().anyMatch(Role::step)) {
            // A login that owes a step is not renewed; a refresh cookie left over belongs to another login.
            answer.cookie(cookies.clearRefresh(context));
        }
        return answer.build();
    }

    private static CacheControl noStore() {
        CacheControl control = new CacheControl();
        control.setNoStore(true);
        control.setNoTransform(false);
        return control;
    }
}
