package cn.chaoxue.load.bench;

import java.util.List;
import java.util.Optional;

/// Every benchmark there is.
final class Benches {

    private static final List<Bench> ALL = List.of(
            new StartBench(),
            HeartbeatBench.http(),
            HeartbeatBench.webSocket(),
            new CostBench(),
            new FlushBench(),
            new ExamBurstBench(),
            new LoginRushBench(),
            new LoginTimingBench(),
            new BoardFanoutBench(),
            new CampaignDayBench(),
            new SubmissionCostBench(),
            new RosterBench(),
            new PeopleBench());

    private Benches() {}

    static List<Bench> all() {
        return ALL;
    }

    static Optional<Bench> named(String name) {
        return ALL.stream().filter(bench -> bench.name().equals(name)).findFirst();
    }
}
