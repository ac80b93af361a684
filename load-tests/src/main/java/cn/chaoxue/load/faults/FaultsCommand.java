package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.Progress;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./chaoxue faults [NAME…]`: runs these drills, or all, one after the other, and prints a line for each.
@Command(name = "faults", description = "Breaks things under load and proves that nothing acknowledged was lost.")
public final class FaultsCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "which drills; all of them where none is named")
    private List<String> names = List.of();

    @Option(names = "--list", description = "says what each drill does, and runs none")
    private boolean list;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the results as one JSON object as well")
    private @Nullable Path json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this")
    private boolean help;

    /// 0 when every drill passed, 1 when one failed, 3 when none failed but one could not run on this machine.
    @Override
    public Integer call() throws IOException {
        if (list) {
            Drills.all().forEach(drill -> System.out.printf("%-20s %s%n", drill.name(), drill.title()));
            return 0;
        }
        List<Result> results = new ArrayList<>();
        boolean skipped = false;
        for (Drill drill : chosen()) {
            Progress.say("drill %s: %s", drill.name(), drill.title());
            try {
                Result result = run(drill);
                results.add(result);
                System.out.println(result.line());
                result.findings().examples().forEach(example -> System.out.println("    " + example));
            } catch (Skipped why) {
                skipped = true;
                System.out.printf("%-20s SKIPPED: %s%n", drill.name(), why.getMessage());
            }
        }
        if (results.size() > 1) {
            System.out.println();
            results.forEach(result -> System.out.println(result.line()));
        }
        if (json != null) {
            write(json, results);
        }
        return !results.stream().allMatch(Result::passed) ? 1 : skipped ? 3 : 0;
    }

    private List<Drill> chosen() {
        return names.isEmpty() ? Drills.all() : names.stream().map(this::named).toList();
    }

    private Drill named(String name) {
        return Drills.named(name).orElseThrow(() -> unknown(name));
    }

    private ParameterException unknown(String drill) {
        String known = String.join(", ", Drills.all().stream().map(Drill::name).toList());
        return new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "there is no drill '" + drill + "'; there are: " + known);
    }

    /// A drill that does not end in time has failed; what it started ends with this JVM.
    private static Result run(Drill drill) {
        CompletableFuture<Result> end = new CompletableFuture<>();
        Thread runner = Thread.ofPlatform().name(drill.name()).daemon().start(() -> {
            try {
                end.complete(drill.run());
            } catch (Skipped why) {
                end.completeExceptionally(why);
            } catch (Throwable e) {
                e.printStackTrace();
                end.complete(Result.broken(drill.name(), e));
            }
        });
        try {
            return end.get(drill.limit().toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            runner.interrupt();
            return Result.broken(drill.name(), e);
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof Skipped why) {
                throw why;
            }
            return Result.broken(drill.name(), e);
        } catch (InterruptedException e) {
            return Result.broken(drill.name(), e);
        }
    }

    private static void write(Path file, List<Result> results) throws IOException {
        Map<String, Object> all =
                Map.of("drills", results.stream().map(Result::json).toList());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), all);
    }
}
