package cn.chaoxue.load.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./chaoxue plan`: what a campaign needs. Starts nothing; `docs/capacity.md` explains the model.
@Command(name = "plan", description = "Computes from measured costs what a campaign needs.")
public final class PlanCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--learners", paramLabel = "N", required = true, description = "who studies within the window")
    private int learners;

    @Option(
            names = "--window",
            paramLabel = "WINDOW",
            required = true,
            description = "19:00-21:00, or a duration such as 2h, 90m or 7d")
    private String window = "";

    @Option(
            names = "--course-minutes",
            paramLabel = "M",
            defaultValue = "45",
            description = "what one learner watches within the window (default: ${DEFAULT-VALUE})")
    private double courseMinutes;

    @Option(
            names = "--courses",
            paramLabel = "N",
            defaultValue = "1",
            description = "how many courses that is (default: ${DEFAULT-VALUE})")
    private int courses;

    @Option(
            names = "--tests",
            paramLabel = "N",
            defaultValue = "1",
            description = "tests one learner sits within the window (default: ${DEFAULT-VALUE})")
    private int tests;

    @Option(
            names = "--peak",
            paramLabel = "X",
            defaultValue = "2",
            description = "the busiest minutes by the average (default: ${DEFAULT-VALUE})")
    private double peak;

    @Option(
            names = "--cores",
            paramLabel = "N",
            defaultValue = "2",
            description = "cores of one pod (default: ${DEFAULT-VALUE})")
    private double cores;

    @Option(
            names = "--costs",
            paramLabel = "FILE",
            description = "a report of bench --json, preferred to this build's figures; may be given again")
    private List<Path> files = List.of();

    @Option(
            names = "--keep",
            paramLabel = "FILE",
            description = "writes the costs it computed with, all reports in one file")
    private @Nullable Path keep;

    @Option(names = "--json", description = "prints JSON instead of the table")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this")
    private boolean help;

    /// Always 0: a figure nobody has measured is shown as such.
    @Override
    public Integer call() throws IOException {
        require(learners > 0, "--learners must be above 0");
        require(courseMinutes > 0, "--course-minutes must be above 0");
        require(courses > 0, "--courses must be above 0");
        require(tests >= 0, "--tests must not be below 0");
        require(peak >= 1, "--peak must be at least 1");
        require(cores > 0, "--cores must be above 0");
        CostModel costs = costs();
        if (keep != null) {
            costs.write(keep);
        }
        Installation usual = Installation.USUAL;
        Installation site = new Installation(
                cores,
                usual.utilisation(),
                usual.heartbeatSeconds(),
                usual.flushSeconds(),
                usual.poolSize(),
                usual.connectionsPerPod(),
                usual.outageSeconds());
        Plan plan = new Planner(campaign(), site, costs).plan();
        PlanPrinter printer = new PlanPrinter(plan, costs);
        if (json) {
            printer.json(System.out);
        } else {
            printer.table(System.out);
        }
        return 0;
    }

    private Campaign campaign() {
        try {
            return new Campaign(learners, Window.parse(window), courseMinutes, courses, tests, peak);
        } catch (IllegalArgumentException e) {
            throw refusal("--window: " + e.getMessage());
        }
    }

    private CostModel costs() throws IOException {
        CostModel model = CostModel.ofThisBuild();
        for (Path file : files) {
            model = CostModel.read(file).preferredTo(model);
        }
        return model;
    }

    private void require(boolean fits, String otherwise) {
        if (!fits) {
            throw refusal(otherwise);
        }
    }

    private ParameterException refusal(String why) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), why);
    }
}
