package cn.chaoxue.load.plan;

import static cn.chaoxue.load.plan.Cost.POSTGRES_AT_REST;
import static cn.chaoxue.load.plan.Cost.POSTGRES_PER_ROW;
import static cn.chaoxue.load.plan.Cost.POSTGRES_PER_SUBMISSION;
import static cn.chaoxue.load.plan.Cost.REDIS_AT_REST;
import static cn.chaoxue.load.plan.Cost.REDIS_BYTES_PER_LEARNER_COURSE;
import static cn.chaoxue.load.plan.Cost.REDIS_BYTES_PER_SUBMISSION;
import static cn.chaoxue.load.plan.Cost.REDIS_PER_HEARTBEAT;
import static cn.chaoxue.load.plan.Cost.ROWS_PER_SUBMISSION;
import static cn.chaoxue.load.plan.Cost.STATEMENTS_PER_ROW;
import static cn.chaoxue.load.plan.Cost.WIRE_BYTES_PER_HEARTBEAT;

/// PostgreSQL, Redis and the network.
final class StoreNeeds {

    private static final double MICROS = 1e6;
    private static final double MIB = 1024 * 1024;

    /// Rewriting the append-only file may copy what it rewrites.
    private static final int REWRITE = 2;

    private final Campaign campaign;
    private final Installation site;
    private final Worksheet sheet;

    StoreNeeds(Campaign campaign, Installation site, Worksheet sheet) {
        this.campaign = campaign;
        this.site = site;
        this.sheet = sheet;
    }

    void add(PeakLoad load) {
        postgres(load);
        studyRedis(load.heartbeats());
        examRedis(load.submissions());
        double wireBytes = sheet.cost(WIRE_BYTES_PER_HEARTBEAT);
        sheet.line("network", "heartbeats on the wire", "Mbit/s, no films")
                .needs(WIRE_BYTES_PER_HEARTBEAT)
                .as("%s/s × %s bytes × 8", load.heartbeats(), wireBytes)
                .is(load.heartbeats() * wireBytes * 8 / MICROS);
    }

    private void postgres(PeakLoad load) {
        double rowsEach = sheet.cost(ROWS_PER_SUBMISSION);
        sheet.line("postgresql", "rows written", "/s")
                .needs(ROWS_PER_SUBMISSION)
                .as("%s + %s × %s", load.rows(), load.submissions(), rowsEach)
                .is(load.rows() + load.submissions() * rowsEach);
        sheet.line("postgresql", "statements for progress", "/s")
                .needs(STATEMENTS_PER_ROW)
                .as("%s × %s", load.rows(), sheet.cost(STATEMENTS_PER_ROW))
                .is(load.rows() * sheet.cost(STATEMENTS_PER_ROW));
        sheet.line("postgresql", "busy cores", "cores")
                .needs(POSTGRES_AT_REST, POSTGRES_PER_ROW, POSTGRES_PER_SUBMISSION)
                .as(
                        "%s + %s × %s µs + %s × %s µs",
                        sheet.cost(POSTGRES_AT_REST),
                        load.rows(),
                        sheet.cost(POSTGRES_PER_ROW),
                        load.submissions(),
                        sheet.cost(POSTGRES_PER_SUBMISSION))
                .is(sheet.cost(POSTGRES_AT_REST)
                        + (load.rows() * sheet.cost(POSTGRES_PER_ROW)
                                        + load.submissions() * sheet.cost(POSTGRES_PER_SUBMISSION))
                                / MICROS);
    }

    private void studyRedis(double heartbeats) {
        double cores = heartbeats * sheet.cost(REDIS_PER_HEARTBEAT) / MICROS;
        double usable = site.utilisation() - sheet.cost(REDIS_AT_REST);
        sheet.line("redis study", "servers or shards", "of one core each")
                .needs(REDIS_AT_REST, REDIS_PER_HEARTBEAT)
                .as("%s/s × %s µs = %s cores / %s", heartbeats, sheet.cost(REDIS_PER_HEARTBEAT), cores, usable)
                .is(Math.max(1, Math.ceil(cores / usable)));
        double bytes = sheet.cost(REDIS_BYTES_PER_LEARNER_COURSE);
        sheet.line("redis study", "study memory", "MiB")
                .needs(REDIS_BYTES_PER_LEARNER_COURSE)
                .as("%s × %s courses × %s bytes × %s", campaign.learners(), campaign.courses(), bytes, REWRITE)
                .is((double) campaign.learners() * campaign.courses() * bytes * REWRITE / MIB);
    }

    private void examRedis(double submissions) {
        double bytes = sheet.cost(REDIS_BYTES_PER_SUBMISSION);
        sheet.line("redis exam", "exam memory", "MiB")
                .needs(REDIS_BYTES_PER_SUBMISSION)
                .as("%s/s × %s s without PostgreSQL × %s bytes × %s", submissions, site.outageSeconds(), bytes, REWRITE)
                .is(submissions * site.outageSeconds() * bytes * REWRITE / MIB);
    }
}
