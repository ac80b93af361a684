package cn.chaoxue.load.plan;

import static cn.chaoxue.load.plan.Cost.BYTES_PER_CONNECTION;
import static cn.chaoxue.load.plan.Cost.LOGINS_PER_CORE;
import static cn.chaoxue.load.plan.Cost.REDIS_BYTES_PER_LEARNER_COURSE;
import static cn.chaoxue.load.plan.Cost.REDIS_BYTES_PER_SUBMISSION;
import static cn.chaoxue.load.plan.Cost.REDIS_PER_HEARTBEAT;
import static cn.chaoxue.load.plan.Cost.ROWS_PER_SUBMISSION;
import static cn.chaoxue.load.plan.Cost.SERVER_PER_HEARTBEAT;
import static cn.chaoxue.load.plan.Cost.SERVER_PER_SUBMISSION;
import static cn.chaoxue.load.plan.Cost.STATEMENTS_PER_ROW;
import static cn.chaoxue.load.plan.Cost.WIRE_BYTES_PER_HEARTBEAT;
import static cn.chaoxue.load.plan.Cost.WORKER_PER_ROW;

import java.util.List;

/// Computes a plan. Each step is one line of the table and of `docs/capacity.md`.
final class Planner {

    private static final double MICROS = 1e6;
    private static final double MIB = 1024 * 1024;

    /// Fewer would not survive the loss of one.
    private static final int LEAST_PODS = 2;

    /// Rewriting the append-only file may copy what it rewrites.
    private static final int REWRITE = 2;

    private final Campaign campaign;
    private final Installation site;
    private final Worksheet sheet;

    Planner(Campaign campaign, Installation site, CostModel costs) {
        this.campaign = campaign;
        this.site = site;
        this.sheet = new Worksheet(costs);
    }

    Plan plan() {
        double atOnce = learners();
        double heartbeats = sheet.line(
                "load",
                "heartbeats",
                atOnce / site.heartbeatSeconds(),
                "/s",
                "%s / %s s",
                atOnce,
                site.heartbeatSeconds());
        double submissions = perLearner("submissions", campaign.tests());
        double logins = perLearner("logins", 1);
        double rows = sheet.line(
                "load",
                "progress rows",
                atOnce / site.flushSeconds(),
                "/s",
                "at most one per learner and %2$s s: %1$s / %2$s s",
                atOnce,
                site.flushSeconds());
        double pods = apiPods(heartbeats, submissions, logins, atOnce);
        workersAndPostgres(rows, submissions, pods);
        redis(heartbeats, submissions);
        network(heartbeats);
        return sheet.plan();
    }

    private double learners() {
        double average = sheet.line(
                "load",
                "at once on average",
                campaign.atOnceOnAverage(),
                "learners",
                "%s × %s min / %s min",
                campaign.learners(),
                campaign.courseMinutes(),
                campaign.window().seconds() / 60);
        return sheet.line(
                "load",
                "at once at the peak",
                campaign.atOnceAtPeak(),
                "learners",
                "%s × %s, at most all",
                average,
                campaign.peak());
    }

    private double perLearner(String what, int times) {
        return sheet.line(
                "load",
                what,
                campaign.perSecondAtPeak(times),
                "/s",
                "%s × %s × %s / %s s",
                campaign.learners(),
                times,
                campaign.peak(),
                campaign.window().seconds());
    }

    private double apiPods(double heartbeats, double submissions, double logins, double atOnce) {
        double forHeartbeats = sheet.line(
                "api",
                "cores for heartbeats",
                List.of(SERVER_PER_HEARTBEAT),
                heartbeats * sheet.cost(SERVER_PER_HEARTBEAT) / MICROS,
                "cores",
                "%s/s × %s µs",
                heartbeats,
                sheet.cost(SERVER_PER_HEARTBEAT));
        double forSubmissions = sheet.line(
                "api",
                "cores for submissions",
                List.of(SERVER_PER_SUBMISSION),
                submissions * sheet.cost(SERVER_PER_SUBMISSION) / MICROS,
                "cores",
                "%s/s × %s µs",
                submissions,
                sheet.cost(SERVER_PER_SUBMISSION));
        double forLogins = sheet.line(
                "api",
                "cores for logins",
                List.of(LOGINS_PER_CORE),
                logins / sheet.cost(LOGINS_PER_CORE),
                "cores",
                "%s/s / %s per core and s",
                logins,
                sheet.cost(LOGINS_PER_CORE));
        double cores = forHeartbeats + forSubmissions + forLogins;
        double byConnections = Math.ceil(atOnce / site.connectionsPerPod());
        double byCores = Math.ceil(cores / (site.coresPerPod() * site.utilisation()));
        double pods = sheet.line(
                "api",
                "api pods",
                List.of(SERVER_PER_HEARTBEAT, SERVER_PER_SUBMISSION, LOGINS_PER_CORE),
                Math.max(LEAST_PODS, Math.max(byCores, byConnections)),
                "pods",
                "the most of: %s cores / (%s × %s) = %s; %s connections / %s = %s; %s",
                cores,
                site.coresPerPod(),
                site.utilisation(),
                byCores,
                atOnce,
                site.connectionsPerPod(),
                byConnections,
                LEAST_PODS);
        sheet.line(
                "api",
                "memory for connections",
                List.of(BYTES_PER_CONNECTION),
                atOnce * sheet.cost(BYTES_PER_CONNECTION) / MIB,
                "MiB over all pods",
                "%s × %s bytes",
                atOnce,
                sheet.cost(BYTES_PER_CONNECTION));
        sheet.line(
                "api",
                "letting everybody in at once",
                List.of(SERVER_PER_HEARTBEAT, SERVER_PER_SUBMISSION, LOGINS_PER_CORE),
                campaign.learners() / (pods * site.coresPerPod() * sheet.cost(LOGINS_PER_CORE)) / 60,
                "minutes",
                "%s / (%s pods × %s cores × %s per core and s) / 60",
                campaign.learners(),
                pods,
                site.coresPerPod(),
                sheet.cost(LOGINS_PER_CORE));
        return pods;
    }

    private void workersAndPostgres(double rows, double submissions, double apiPods) {
        double cores = rows * sheet.cost(WORKER_PER_ROW) / MICROS;
        double workers = sheet.line(
                "worker",
                "worker pods",
                List.of(WORKER_PER_ROW),
                Math.max(LEAST_PODS, Math.ceil(cores / (site.coresPerPod() * site.utilisation()))),
                "pods",
                "the most of: %s rows/s × %s µs / (%s cores × %s); %s",
                rows,
                sheet.cost(WORKER_PER_ROW),
                site.coresPerPod(),
                site.utilisation(),
                LEAST_PODS);
        sheet.line(
                "postgresql",
                "rows written",
                List.of(ROWS_PER_SUBMISSION),
                rows + submissions * sheet.cost(ROWS_PER_SUBMISSION),
                "/s",
                "%s + %s × %s",
                rows,
                submissions,
                sheet.cost(ROWS_PER_SUBMISSION));
        sheet.line(
                "postgresql",
                "statements for progress",
                List.of(STATEMENTS_PER_ROW),
                rows * sheet.cost(STATEMENTS_PER_ROW),
                "/s",
                "%s × %s",
                rows,
                sheet.cost(STATEMENTS_PER_ROW));
        sheet.line(
                "postgresql",
                "connections",
                List.of(SERVER_PER_HEARTBEAT, SERVER_PER_SUBMISSION, LOGINS_PER_CORE, WORKER_PER_ROW),
                (apiPods + workers) * site.poolSize(),
                "at most",
                "(%s + %s) pods × %s",
                apiPods,
                workers,
                site.poolSize());
    }

    private void redis(double heartbeats, double submissions) {
        double share = heartbeats * sheet.cost(REDIS_PER_HEARTBEAT) / MICROS;
        sheet.line(
                "redis study",
                "servers or shards",
                List.of(REDIS_PER_HEARTBEAT),
                Math.max(1, Math.ceil(share / site.utilisation())),
                "of one core each",
                "%s/s × %s µs = %s cores / %s",
                heartbeats,
                sheet.cost(REDIS_PER_HEARTBEAT),
                share,
                site.utilisation());
        double pairs = (double) campaign.learners() * campaign.courses();
        sheet.line(
                "redis study",
                "study memory",
                List.of(REDIS_BYTES_PER_LEARNER_COURSE),
                pairs * sheet.cost(REDIS_BYTES_PER_LEARNER_COURSE) * REWRITE / MIB,
                "MiB",
                "%s × %s courses × %s bytes × %s",
                campaign.learners(),
                campaign.courses(),
                sheet.cost(REDIS_BYTES_PER_LEARNER_COURSE),
                REWRITE);
        double waiting = submissions * site.outageSeconds();
        sheet.line(
                "redis exam",
                "exam memory",
                List.of(REDIS_BYTES_PER_SUBMISSION),
                waiting * sheet.cost(REDIS_BYTES_PER_SUBMISSION) * REWRITE / MIB,
                "MiB",
                "%s/s × %s s without PostgreSQL × %s bytes × %s",
                submissions,
                site.outageSeconds(),
                sheet.cost(REDIS_BYTES_PER_SUBMISSION),
                REWRITE);
    }

    private void network(double heartbeats) {
        sheet.line(
                "network",
                "heartbeats on the wire",
                List.of(WIRE_BYTES_PER_HEARTBEAT),
                heartbeats * sheet.cost(WIRE_BYTES_PER_HEARTBEAT) * 8 / MICROS,
                "Mbit/s, films not counted",
                "%s/s × %s bytes × 8",
                heartbeats,
                sheet.cost(WIRE_BYTES_PER_HEARTBEAT));
    }
}
