package cn.chaoxue.platform.health;

import cn.chaoxue.platform.redis.RedisLane;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;

/// `/q/health/group/dependencies`: PostgreSQL and both Redis roles, each answering within its own bound.
///
/// They are deliberately not part of readiness. All pods share them: were a lost Redis to make pods unready, the
/// balancer would take away every pod, and with them the direct path that still takes submissions.
final class Dependencies {

    static final String GROUP = "dependencies";

    @Produces
    @Singleton
    @HealthGroup(GROUP)
    AsyncHealthCheck postgresql(Database database) {
        return () -> report("postgresql", database.query("select 1", Tuple.tuple(), row -> row.getInteger(0)));
    }

    @Produces
    @Singleton
    @HealthGroup(GROUP)
    AsyncHealthCheck studyRedis(@Identifier("study") RedisLane lane) {
        return () -> report("redis-study", lane.send(Request.cmd(Command.PING)));
    }

    @Produces
    @Singleton
    @HealthGroup(GROUP)
    AsyncHealthCheck examRedis(@Identifier("exam") RedisLane lane) {
        return () -> report("redis-exam", lane.send(Request.cmd(Command.PING)));
    }

    private static Uni<HealthCheckResponse> report(String name, Uni<?> probe) {
        return probe.map(_ -> HealthCheckResponse.up(name)).onFailure().recoverWithItem(HealthCheckResponse.down(name));
    }
}
