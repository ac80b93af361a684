package cn.chaoxue.load.plan;

import static cn.chaoxue.load.plan.Cost.BYTES_PER_CONNECTION;
import static cn.chaoxue.load.plan.Cost.SERVER_AT_REST;
import static cn.chaoxue.load.plan.Cost.SERVER_PER_HEARTBEAT;
import static cn.chaoxue.load.plan.Cost.SERVER_PER_LOGIN;
import static cn.chaoxue.load.plan.Cost.SERVER_PER_SUBMISSION;
import static cn.chaoxue.load.plan.Cost.WORKER_PER_ROW;

/// Processes: how many, what they hold, how soon everybody is in.
final class ProcessNeeds {

    private static final double MICROS = 1e6;
    private static final double MIB = 1024 * 1024;

    /// Fewer would not survive the loss of one.
    private static final int LEAST_PODS = 2;

    private final Campaign campaign;
    private final Installation site;
    private final Worksheet sheet;

    ProcessNeeds(Campaign campaign, Installation site, Worksheet sheet) {
        this.campaign = campaign;
        this.site = site;
        this.sheet = sheet;
    }

    void add(PeakLoad load) {
        double api = apiPods(load);
        sheet.line("api", "memory for connections", "MiB over all pods")
                .needs(BYTES_PER_CONNECTION)
                .as("%s × %s bytes", load.atOnce(), sheet.cost(BYTES_PER_CONNECTION))
                .is(load.atOnce() * sheet.cost(BYTES_PER_CONNECTION) / MIB);
        sheet.line("api", "letting everybody in at once", "minutes")
                .needs(SERVER_AT_REST, SERVER_PER_HEARTBEAT, SERVER_PER_SUBMISSION, SERVER_PER_LOGIN)
                .as(
                        "%s × %s µs / (%s pods × %s cores) / 60 s",
                        campaign.learners(), sheet.cost(SERVER_PER_LOGIN), api, site.coresPerPod())
                .is(cores(campaign.learners(), SERVER_PER_LOGIN) / (api * site.coresPerPod()) / 60);
        double worker = workerPods(load);
        sheet.line("postgresql", "connections", "at most")
                .needs(SERVER_AT_REST, SERVER_PER_HEARTBEAT, SERVER_PER_SUBMISSION, SERVER_PER_LOGIN, WORKER_PER_ROW)
                .as("(%s + %s) pods × %s", api, worker, site.poolSize())
                .is((api + worker) * site.poolSize());
    }

    private double apiPods(PeakLoad load) {
        double cores = coresFor("heartbeats", load.heartbeats(), SERVER_PER_HEARTBEAT)
                + coresFor("submissions", load.submissions(), SERVER_PER_SUBMISSION)
                + coresFor("logins", load.logins(), SERVER_PER_LOGIN);
        double byCores = Math.ceil(cores / usableCores());
        double byConnections = Math.ceil(load.atOnce() / site.connectionsPerPod());
        return sheet.line("api", "api pods", "pods")
                .needs(SERVER_AT_REST, SERVER_PER_HEARTBEAT, SERVER_PER_SUBMISSION, SERVER_PER_LOGIN)
                .as(
                        "the most of: %s cores / %s usable = %s; %s connections / %s = %s; %s",
                        cores,
                        usableCores(),
                        byCores,
                        load.atOnce(),
                        site.connectionsPerPod(),
                        byConnections,
                        LEAST_PODS)
                .is(Math.max(LEAST_PODS, Math.max(byCores, byConnections)));
    }

    /// Grading runs here; it was measured together with taking submissions in, so that both kinds of pods have room for
    /// all of it.
    private double workerPods(PeakLoad load) {
        double cores = cores(load.rows(), WORKER_PER_ROW) + cores(load.submissions(), SERVER_PER_SUBMISSION);
        return sheet.line("worker", "worker pods", "pods")
                .needs(SERVER_AT_REST, WORKER_PER_ROW, SERVER_PER_SUBMISSION)
                .as(
                        "the most of: (%s rows/s × %s µs + %s submissions/s × %s µs) / %s usable cores; %s",
                        load.rows(),
                        sheet.cost(WORKER_PER_ROW),
                        load.submissions(),
                        sheet.cost(SERVER_PER_SUBMISSION),
                        usableCores(),
                        LEAST_PODS)
                .is(Math.max(LEAST_PODS, Math.ceil(cores / usableCores())));
    }

    private double coresFor(String what, double perSecond, Cost cost) {
        return sheet.line("api", "cores for " + what, "cores")
                .needs(cost)
                .as("%s/s × %s µs", perSecond, sheet.cost(cost))
                .is(cores(perSecond, cost));
    }

    private double cores(double times, Cost cost) {
        return times * sheet.cost(cost) / MICROS;
    }

    /// What a process takes at rest is not there for others.
    private double usableCores() {
        return site.coresPerPod() * site.utilisation() - sheet.cost(SERVER_AT_REST);
    }
}
