package cn.chaoxue.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs one piece of maintenance as a process of the service's own, on the database of a demo, whether that demo runs
/// or not; where the environment names another database, on that one. Needs a build.
public final class Maintenance {

    private static final String DATA = "--data";

    private final List<String> arguments;
    private final Path data;

    private Maintenance(List<String> arguments, Path data) {
        this.arguments = arguments;
        this.data = data;
    }

    /// Arguments as on the command line, command first; the exit code of the command.
    public static int run(String[] arguments) {
        return Trouble.report(() -> of(List.of(arguments)).run());
    }

    static Maintenance of(List<String> given) {
        List<String> arguments = new ArrayList<>(given);
        int at = arguments.indexOf(DATA);
        if (at == arguments.size() - 1) {
            throw new Trouble(2, DATA + " needs a value.");
        }
        Path data = at < 0 ? UserFolders.data().resolve("demo") : Path.of(arguments.get(at + 1));
        if (at >= 0) {
            arguments.subList(at, at + 2).clear();
        }
        return new Maintenance(arguments, data.toAbsolutePath().normalize());
    }

    private int run() throws IOException {
        if (System.getenv().containsKey("QUARKUS_DATASOURCE_REACTIVE_URL")) {
            return service(Map.of());
        }
        if (!Files.isDirectory(data.resolve("postgres"))) {
            throw new Trouble("There is no demo in " + data + "; --data names another folder.");
        }
        Optional<EmbeddedPostgres> running = EmbeddedPostgres.running(data.resolve("postgres"));
        return running.isPresent() ? service(environment(running.get())) : startedForThis();
    }

    private int startedForThis() throws IOException {
        try (DataFolder folder = DataFolder.open(data)) {
            EmbeddedPostgres postgres = EmbeddedPostgres.at(folder.inner("postgres"), EmbeddedServer.freePort());
            postgres.start();
            try {
                return service(environment(postgres));
            } finally {
                postgres.stop();
            }
        }
    }

    private Map<String, String> environment(EmbeddedPostgres postgres) {
        Map<String, String> environment = new LinkedHashMap<>(Backends.environment(postgres));
        environment.put("CHAOXUE_SECRETS_DIR", data.resolve("secrets").toString());
        return environment;
    }

    private int service(Map<String, String> environment) throws IOException {
        Path checkout = Path.of(System.getProperty("chaoxue.checkout", ".")).toAbsolutePath();
        List<String> command = ServiceCommand.java(List.of(), ServiceCommand.jar(checkout));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        try {
            return Lifeline.startAtTerminal(builder).waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
