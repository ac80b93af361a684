package cn.chaoxue.load.bench;

import picocli.CommandLine.Option;

/// How large a benchmark is asked to be; 0 means as usual. A benchmark without such a size ignores it.
public final class Sizes {

    @Option(names = "--learners", paramLabel = "N", description = "learners at once, where a benchmark has them")
    private int learners;

    @Option(names = "--processes", paramLabel = "N", description = "service processes, where a benchmark has several")
    private int processes;

    @Option(names = "--watchers", paramLabel = "N", description = "open boards, where a benchmark has them")
    private int watchers;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "requests under way at once, for a benchmark and its reference alike")
    private int connections;

    @Option(names = "--cadres", paramLabel = "N", description = "recorded cadres, where a benchmark has them")
    private int cadres;

    @Option(
            names = "--arrivals",
            paramLabel = "N",
            description = "learners who arrive a second, where they come by and by")
    private int arrivals;

    int arrivals(int usual) {
        return arrivals == 0 ? usual : arrivals;
    }

    int cadres(int usual) {
        return cadres == 0 ? usual : cadres;
    }

    int connections(int usual) {
        return connections == 0 ? usual : connections;
    }

    int learners(int usual) {
        return learners == 0 ? usual : learners;
    }

    int processes(int usual) {
        return processes == 0 ? usual : processes;
    }

    int watchers(int usual) {
        return watchers == 0 ? usual : watchers;
    }
}
