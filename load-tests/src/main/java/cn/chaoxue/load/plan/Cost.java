package cn.chaoxue.load.plan;

/// A cost the plan asks for: the figure's name in a benchmark's report, and the benchmark. Heartbeats and rows cost
/// what they do on a day, one now and one then, with the pages, saved answers and boards that come with them: several
/// times what they cost where a full machine takes them in batches (`bench cost`, `bench flush`). What a process takes
/// before anybody comes is counted apart, once for each.
enum Cost {
    SERVER_AT_REST("day.server.cores.at.rest", "campaign-day"),
    REDIS_AT_REST("day.redis.cores.at.rest", "campaign-day"),
    POSTGRES_AT_REST("day.postgres.cores.at.rest", "campaign-day"),
    SERVER_PER_HEARTBEAT("day.server.cpu.us.per.heartbeat", "campaign-day"),
    REDIS_PER_HEARTBEAT("day.redis.cpu.us.per.heartbeat", "campaign-day"),
    POSTGRES_PER_ROW("day.postgres.cpu.us.per.row", "campaign-day"),
    REDIS_BYTES_PER_LEARNER_COURSE("redis.bytes.per.learner.course", "cost"),
    STATEMENTS_PER_ROW("pg.statements.per.row", "cost"),
    BYTES_PER_CONNECTION("server.bytes.per.connection", "cost"),
    WIRE_BYTES_PER_HEARTBEAT("wire.bytes.per.heartbeat", "cost"),
    WORKER_PER_ROW("worker.cpu.us.per.row", "flush"),
    SERVER_PER_SUBMISSION("service.cpu.us.per.submission", "exam-burst"),
    POSTGRES_PER_SUBMISSION("postgres.cpu.us.per.submission", "exam-burst"),
    REDIS_BYTES_PER_SUBMISSION("redis.bytes.per.submission", "submission-cost"),
    ROWS_PER_SUBMISSION("pg.rows.per.submission", "submission-cost"),
    SERVER_PER_LOGIN("server.cpu.us.per.login", "login-rush");

    private final String figure;
    private final String bench;

    Cost(String figure, String bench) {
        this.figure = figure;
        this.bench = bench;
    }

    String figure() {
        return figure;
    }

    String bench() {
        return bench;
    }
}
