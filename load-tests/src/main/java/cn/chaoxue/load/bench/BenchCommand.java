package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.RedisProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./chaoxue bench NAME`: runs a benchmark on this machine's loopback and prints its table.
@Command(name = "bench", description = "Measures on this machine; every figure beside its reference in the same run.")
public final class BenchCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            description = "One of: ${COMPLETION-CANDIDATES}",
            completionCandidates = Names.class)
    private String name = "";

    @Option(names = "--seconds", paramLabel = "N", description = "length of one round (1 to 600)")
    private int seconds;

    @Mixin
    private final Sizes sizes = new Sizes();

    @Option(names = "--json", paramLabel = "FILE", description = "writes the report as one JSON object as well")
    private @Nullable Path json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this")
    private boolean help;

    /// 0 when every ratio and figure that must be reached was reached, else 1.
    @Override
    public Integer call() throws Exception {
        Bench bench = Benches.named(name)
                .map(found -> found.sized(sizes))
                .orElseThrow(() -> refusal("there is no benchmark '" + name + "'; there are: "
                        + String.join(
                                ", ", Benches.all().stream().map(Bench::name).toList())));
        if (seconds < 0 || seconds > 600) {
            throw refusal("--seconds needs a number from 1 to 600, not " + seconds);
        }
        Duration round = seconds == 0 ? bench.usualRound() : Duration.ofSeconds(seconds);
        Report report = new Report(bench.name());
        report.condition("round", round.toSeconds() + " s");
        report.condition("redis", RedisProgram.version());
        bench.run(round, report);
        report.print(System.out);
        if (json != null) {
            report.write(json);
        }
        return report.reached() ? 0 : 1;
    }

    private ParameterException refusal(String why) {
        return new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(), why);
    }

    /// For the help text.
    static final class Names implements Iterable<String> {

        @Override
        public java.util.Iterator<String> iterator() {
            return Benches.all().stream().map(Bench::name).iterator();
        }
    }
}
