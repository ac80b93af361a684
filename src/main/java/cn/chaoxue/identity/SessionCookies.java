package cn.chaoxue.identity;

import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.ProblemException;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The two cookies of a web session, and the one by which a browser is known: HttpOnly, SameSite=Strict, host-only.
/// Over https they are `Secure` under the `__Host-` prefix and only those are read, so that a plain-http neighbour
/// cannot plant one.
@Singleton
public class SessionCookies {

    /// Header of our own pages: asks for cookies at login and proves same-site on unsafe requests.
    public static final String HEADER = "X-Chaoxue-Session";

    private static final String ASKED = "cookie";
    private static final String ACCESS = "chaoxue-access";
    private static final String REFRESH = "chaoxue-refresh";
    private static final String DEVICE = "chaoxue-device";
    private static final String HOST_PREFIX = "__Host-";
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final IdentityConfig config;

    SessionCookies(IdentityConfig config) {
        this.config = config;
    }

    /// Whether the client asks for cookies in place of tokens in the body.
    public boolean asked(RoutingContext context) {
        return ASKED.equals(context.request().getHeader(HEADER));
    }

    /// An unsafe method without the header: a form on another site could have sent it.
    boolean crossSite(RoutingContext context) {
        return !SAFE.contains(context.request().method()) && !asked(context);
    }

    static ProblemException csrf() {
        return Problem.forbidden("csrf", "A request by cookie must carry " + HEADER + ": " + ASKED + ".");
    }

    @Nullable
    String accessToken(RoutingContext context) {
        return value(context, ACCESS);
    }

    @Nullable
    String refreshToken(RoutingContext context) {
        return value(context, REFRESH);
    }

    /// What [KnownDevices] gave this browser.
    @Nullable
    String device(RoutingContext context) {
        return value(context, DEVICE);
    }

    NewCookie device(RoutingContext context, String mark) {
        return cookie(context, DEVICE, mark, config.brake().deviceMemory());
    }

    NewCookie access(RoutingContext context, String token, Duration lifetime) {
        return cookie(context, ACCESS, token, lifetime);
    }

    NewCookie refresh(RoutingContext context, String token, Duration lifetime) {
        return cookie(context, REFRESH, token, lifetime);
    }

    NewCookie[] clear(RoutingContext context) {
        return new NewCookie[] {cookie(context, ACCESS, "", Duration.ZERO), cookie(context, REFRESH, "", Duration.ZERO)
        };
    }

    NewCookie clearRefresh(RoutingContext context) {
        return cookie(context, REFRESH, "", Duration.ZERO);
    }

    private @Nullable String value(RoutingContext context, String name) {
        Cookie cookie = context.request().getCookie(secure(context) ? HOST_PREFIX + name : name);
        return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
    }

    private NewCookie cookie(RoutingContext context, String name, String value, Duration lifetime) {
        boolean secure = secure(context);
        return new NewCookie.Builder(secure ? HOST_PREFIX + name : name)
                .value(value)
                .path(secure || name.equals(ACCESS) ? "/" : "/api/v1/auth")
                .maxAge((int) lifetime.toSeconds())
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }

    private boolean secure(RoutingContext context) {
        return switch (config.cookieSecure()) {
            case AUTO ->
                context.request().isSSL() || "https".equals(context.request().scheme());
            case ALWAYS -> true;
            case NEVER -> false;
        };
    }
}
