package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.launcher.ScratchFolder;
import cn.chaoxue.load.crowd.Watching;
import cn.chaoxue.load.faults.Ground.Role;
import java.time.Duration;
import java.util.List;

/// The study path on a Redis Cluster: shards move between nodes and a node dies while people watch.
final class RedisClusterDrill implements Drill {

    private static final int NODES = 3;
    private static final int[] MOVED = {0, 3, 6, 9};

    @Override
    public String name() {
        return "redis-cluster";
    }

    @Override
    public String title() {
        return "Study on a Redis Cluster of 3 nodes: four shards moved, one node killed -9; every watched second arrives";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Result run() throws Exception {
        ScratchFolder folder = ScratchFolder.create("cluster");
        try (StudyCluster cluster = StudyCluster.start(folder.path(), NODES);
                Ground ground = Ground.open(this, 400, 1, List.of(Role.BOTH, Role.BOTH), cluster.settings());
                Watching watching = ground.crowds().watching(400)) {
            return run(ground, cluster, watching);
        } finally {
            folder.delete();
        }
    }

    private Result run(Ground ground, StudyCluster cluster, Watching watching) throws Exception {
        Verdict verdict = new Verdict();
        verdict.demand(Waiting.until(Duration.ofSeconds(60), () -> quietFor(ground)), "no rest before the faults");
        long cold = ground.study().of("503");
        Thread.sleep(8_000);
        long refusedAtRest = ground.study().of("503") - cold;
        verdict.demand(refusedAtRest == 0, "%d heartbeats refused while nothing happened", refusedAtRest);
        for (int shard : MOVED) {
            cluster.move(shard);
            Progress.say("shard %d lives on node %d now; %s", shard, cluster.owner(shard), ground.study());
            Thread.sleep(2_000);
        }
        verdict.figure("refused while moving", ground.study().of("503") - cold - refusedAtRest);
        cluster.kill(NODES - 1);
        Progress.say("node %d is dead", NODES - 1);
        Thread.sleep(5_000);
        cluster.revive(NODES - 1);
        double back = Waiting.secondsUntil(Duration.ofSeconds(30), () -> quietFor(ground));
        Progress.say("everybody is answered again; %s", ground.study());
        Thread.sleep(5_000);
        verdict.demand(watching.end(Duration.ofMinutes(1)), "viewers still wait for an answer");
        verdict.demand(
                Waiting.until(Duration.ofMinutes(2), () -> cluster.backlog() == 0), "the cluster is not drained");
        verdict.atMost("served again after s", back, 12);
        verdict.demand(
                ground.study().of("500") == 0, "%d answers 500", ground.study().of("500"));
        verdict.demand(ground.study().withoutRetryAfter() == 0, "refusals without Retry-After");
        List<Long> sizes = cluster.sizes();
        verdict.figure("keys per node", sizes);
        verdict.demand(sizes.stream().allMatch(keys -> keys > 0), "a node holds nothing");
        try (RedisLine single = RedisLine.to(ground.stage().study().hosts())) {
            verdict.demand(single.number("DBSIZE") == 0, "the single study Redis was used");
        }
        verdict.figure("heartbeats", ground.study().toString());
        return verdict.result(this, MOVED.length + 1, ground);
    }

    /// Nobody is refused for two seconds.
    private static boolean quietFor(Ground ground) {
        long refused = ground.study().of("503");
        Waiting.pause(Duration.ofSeconds(2));
        return ground.study().of("503") == refused;
    }
}
