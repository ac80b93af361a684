package cn.chaoxue.platform.health;

import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.RawProblems;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// A group of checks without its name is an address that leads nowhere; SmallRye, asked for it, fails.
@Singleton
final class NamelessGroup {

    private static final int BEFORE_THE_GROUPS = -100;

    void register(@Observes Router router, RawProblems problems) {
        router.route("/q/health/group")
                .order(BEFORE_THE_GROUPS)
                .handler(context -> problems.answer(context.response(), Problem.notFound()));
    }
}
