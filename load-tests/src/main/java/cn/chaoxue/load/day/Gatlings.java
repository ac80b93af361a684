package cn.chaoxue.load.day;

import cn.chaoxue.launcher.Lifeline;
import cn.chaoxue.launcher.Progress;
import cn.chaoxue.launcher.Trouble;
import cn.chaoxue.load.stage.Usage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The Gatling processes of a run, each with a source address and a share of the people.
public final class Gatlings implements AutoCloseable {

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();

    /// @param folder empty; logs and lists of people go there
    public Gatlings(Path folder) {
        this.folder = folder;
    }

    /// One process more, for these people (id, tab, token) and boards (unit, tab, token).
    public void start(List<String> urls, List<String> people, List<String> boards, Duration ramp, Duration steady)
            throws IOException {
        int number = processes.size();
        Path own = Files.createDirectories(folder.resolve("gatling-" + number));
        Path peopleFile = Files.write(own.resolve("people.tsv"), people);
        Path boardsFile = Files.write(own.resolve("boards.tsv"), boards);
        DayPlan plan = new DayPlan(urls, "127.0.0." + (2 + number), peopleFile, boardsFile, ramp, steady);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Gatling's log writer looks into strings.
        command.addAll(List.of("-Xmx2g", "-XX:+UseParallelGC", "-XX:ParallelGCThreads=2"));
        command.addAll(List.of("--add-opens=java.base/java.lang=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED"));
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(plan.asProperties());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.gatling.app.Gatling"));
        command.addAll(List.of("-s", CampaignDay.class.getName(), "-rf", own.toString(), "-nr"));
        processes.add(Lifeline.start(new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(own.resolve("out.log").toFile())));
    }

    /// Lets them work for so long; one that ends before has failed.
    public void work(Duration time) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Thread.sleep(Math.min(500, Math.max(1, (end - System.nanoTime()) / 1_000_000)));
            for (int number = 0; number < processes.size(); number++) {
                if (!processes.get(number).isAlive()) {
                    throw new Trouble("Gatling ended early: "
                            + Files.readString(folder.resolve("gatling-" + number + "/out.log"))
                                    .strip());
                }
            }
        }
    }

    /// CPU time all of them have used so far.
    public Duration cpu() {
        return processes.stream()
                .filter(Process::isAlive)
                .map(process -> Usage.of(process.pid()).cpu())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /// Waits for their ends, then reads their logs.
    public DayTable await(Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Process process : processes) {
            if (!process.waitFor(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                throw new Trouble("Gatling is not done in time; see " + folder);
            }
        }
        DayTable table = new DayTable();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path log :
                    files.filter(file -> file.endsWith("simulation.log")).toList()) {
                Progress.say("reading %s (%,d kB)", log, Files.size(log) / 1024);
                table.add(log);
            }
        }
        if (table.requests() == 0) {
            throw new Trouble("Gatling wrote nothing: "
                    + Files.readString(folder.resolve("gatling-0/out.log")).strip());
        }
        return table;
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
