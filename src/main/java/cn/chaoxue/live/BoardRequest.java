package cn.chaoxue.live;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.CallerTokens;
import cn.chaoxue.identity.Role;
import cn.chaoxue.identity.TokenState;
import cn.chaoxue.platform.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/// A request to watch a board: who asks, for what, and what they saw last.
record BoardRequest(Caller caller, BoardKey key, long seenVersion) {

    /// Reads the request of somebody who answers for how others study (A4.5); refuses as 400, 401, 403 or 404 by
    /// throwing the problem.
    static BoardRequest of(RoutingContext context, CallerTokens tokens) {
        Caller caller = caller(tokens.of(context));
        if (caller.roles().stream().noneMatch(Role::watches)) {
            throw Problem.forbidden("role", "Your role does not allow this operation.");
        }
        Long campaign = number(context.pathParam("campaign"));
        if (campaign == null) {
            throw Problem.notFound();
        }
        boolean children = Boolean.parseBoolean(context.queryParams().get("children"));
        Long seen = number(context.request().getHeader("Last-Event-ID"));
        return new BoardRequest(
                caller, new BoardKey(campaign, unit(context, caller), children), seen == null ? 0 : seen);
    }

    private static Caller caller(TokenState token) {
        return switch (token) {
            case TokenState.Known(Caller caller) -> caller;
            case TokenState.Absent _, TokenState.Refused _ ->
                throw Problem.unauthenticated("A valid access token is required.");
            case TokenState.CrossSite _ -> throw Problem.forbidden("csrf", "A cross-site request is refused.");
        };
    }

    private static long unit(RoutingContext context, Caller caller) {
        String asked = context.queryParams().get("unit");
        if (asked == null) {
            return caller.unit().id();
        }
        Long unit = number(asked);
        if (unit == null) {
            throw Problem.invalid("unit", "expected the id of a unit");
        }
        return unit;
    }

    private static @Nullable Long number(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
