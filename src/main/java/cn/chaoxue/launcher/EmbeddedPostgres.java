package cn.chaoxue.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A real PostgreSQL 18 in a folder of ours: durable (fsync, synchronous commit), on 127.0.0.1 only, with passwords of
/// its own. Holds one database and its owner, both named `chaoxue`, and the role of the service, which owns nothing.
/// Survives `kill -9` like any PostgreSQL.
public final class EmbeddedPostgres implements EmbeddedServer {

    /// Name of the database and of the role that owns it.
    public static final String NAME = "chaoxue";

    /// The role the service signs in as; the owner is for migrations.
    public static final String SERVICE = "chaoxue_service";

    private static final int PORT_LINE = 3;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String STILL_IN_USE = "still in use";

    private final Path folder;
    private final int port;
    private final Size size;

    private EmbeddedPostgres(Path folder, int port, Size size) {
        this.folder = folder.toAbsolutePath().normalize();
        this.port = port;
        this.size = size;
    }

    /// How much memory and journal it may take.
    public enum Size {
        /// A demo beside everything else: 256 MB.
        LAPTOP,
        /// What a campaign's server is given, or a part of it: 2 GB, and up to 16 GB of journal.
        CAMPAIGN
    }

    /// The server of this folder; its parent exists. Nothing is started or written yet.
    public static EmbeddedPostgres at(Path folder, int port) {
        return at(folder, port, Size.LAPTOP);
    }

    /// The same of this size.
    public static EmbeddedPostgres at(Path folder, int port, Size size) {
        return new EmbeddedPostgres(folder, port, size);
    }

    /// The server that runs in this folder, started by whomever.
    static Optional<EmbeddedPostgres> running(Path folder) {
        EmbeddedPostgres server = at(folder, 0);
        List<String> status = server.statusLines();
        return server.process()
                .filter(_ -> status.size() > PORT_LINE)
                .map(_ -> at(folder, Integer.parseInt(status.get(PORT_LINE).strip())));
    }

    @Override
    public int port() {
        return port;
    }

    /// For the reactive client: `postgresql://127.0.0.1:…/chaoxue`.
    public String reactiveUrl() {
        return "postgresql://127.0.0.1:" + port + "/" + NAME;
    }

    /// For JDBC: `jdbc:postgresql://127.0.0.1:…/chaoxue`.
    public String jdbcUrl() {
        return "jdbc:" + reactiveUrl();
    }

    /// The password of the role `chaoxue`; never put it on a command line.
    public String password() {
        return password("password");
    }

    /// The password of the role `chaoxue_service`.
    public String servicePassword() {
        return password("service-password");
    }

    private String password(String file) {
        try {
            return EmbeddedServer.password(folder.resolve(file));
        } catch (IOException e) {
            throw Trouble.ofFiles("Reading the database password", e);
        }
    }

    /// True when the folder already holds a database, so that a start is quick.
    public boolean initialised() {
        return Files.exists(data().resolve("PG_VERSION"));
    }

    @Override
    public void start() {
        try {
            ServerAccount account = ServerAccount.forFolder(Objects.requireNonNull(folder.getParent()));
            UserFolders.createPrivate(folder);
            stopOrphan();
            if (!initialised()) {
                initialise(account);
            }
            if (!Files.exists(serviceRole())) {
                addServiceRole(account, data());
            }
            account.adopt(folder);
            launch(account);
        } catch (IOException e) {
            throw Trouble.ofFiles("Starting PostgreSQL", e);
        }
    }

    @Override
    public void stop() {
        process().ifPresent(postmaster -> {
            EmbeddedServer.signal(postmaster, "CONT");
            EmbeddedServer.signal(postmaster, "INT"); // fast shutdown: sessions end, everything is written
            if (!EmbeddedServer.awaitEnd(postmaster, Duration.ofSeconds(30))) {
                kill();
            }
        });
    }

    @Override
    public Optional<ProcessHandle> process() {
        return statusLines().stream()
                .findFirst()
                .map(String::strip)
                .filter(pid -> pid.matches("\\d+"))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .filter(process -> process.isAlive() && isPostgres(process));
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("postgres");
    }

    /// Whoever calls start owns the folder, so a server still running in it lost its launcher: end it.
    private void stopOrphan() throws IOException {
        stop();
        boolean numberReused = statusLines().stream()
                .findFirst()
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                .isPresent();
        if (numberReused) {
            // After a reboot the number may be another program's; PostgreSQL would take that for a running server.
            Files.delete(data().resolve("postmaster.pid"));
        }
    }

    private void initialise(ServerAccount account) throws IOException {
        Path fresh = folder.resolve("data.new");
        UserFolders.delete(fresh);
        Path superuserPassword = folder.resolve("superuser-password");
        EmbeddedServer.password(superuserPassword);
        String ours = password();
        account.adopt(folder);
        run(
                account,
                "",
                program("initdb"),
                "--pgdata=" + fresh,
                "--username=postgres",
                "--pwfile=" + superuserPassword,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions");
        String role = "CREATE ROLE " + NAME + " LOGIN PASSWORD '" + ours + "'\n";
        String database = "CREATE DATABASE " + NAME + " OWNER " + NAME + "\n";
        run(account, role + database, program("postgres"), "--single", "-D", fresh.toString(), "postgres");
        addServiceRole(account, fresh);
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Also where a folder was made before there was this role.
    private void addServiceRole(ServerAccount account, Path data) throws IOException {
        String role = "CREATE ROLE " + SERVICE + " LOGIN PASSWORD '" + servicePassword() + "'\n";
        run(account, role, program("postgres"), "--single", "-D", data.toString(), "postgres");
        Files.writeString(serviceRole(), SERVICE + "\n");
    }

    private void launch(ServerAccount account) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        Process postmaster = spawn(account);
        while (!statusLines().contains("ready   ") || process().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new Trouble(
                        "PostgreSQL did not become ready: " + EmbeddedServer.tail(log()) + " (" + log() + ")");
            }
            if (endedWithin(postmaster, Duration.ofMillis(20))) {
                String why = EmbeddedServer.tail(log());
                if (!why.contains(STILL_IN_USE)) {
                    throw new Trouble("PostgreSQL did not start: " + why + " (" + log() + ")");
                }
                // The children of a killed server need a moment to notice.
                endedWithin(postmaster, Duration.ofMillis(200));
                postmaster = spawn(account);
            }
        }
    }

    private Process spawn(ServerAccount account) throws IOException {
        List<String> command = new ArrayList<>(List.of(program("postgres"), "-D", data().toString()));
        PostgresSettings.of(port, size).forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        // SIGQUIT: it ends at once, takes its children along and leaves no shared memory behind.
        return Lifeline.start(builder(command), account, "QUIT");
    }

    private void run(ServerAccount account, String input, String... command) throws IOException {
        ProcessBuilder builder = builder(List.of(command)).redirectInput(ProcessBuilder.Redirect.PIPE);
        Process process = Lifeline.start(builder, account, "KILL");
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (!endedWithin(process, START_LIMIT) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new Trouble(
                    "PostgreSQL could not create its folder: " + EmbeddedServer.tail(log()) + " (" + log() + ")");
        }
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().putAll(java.util.Map.of("LC_ALL", "C", "TZ", "UTC"));
        return builder;
    }

    private static boolean endedWithin(Process process, Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("Interrupted while PostgreSQL was starting.", e);
        }
    }

    /// PostgreSQL's own status file: the process number first, `ready` last.
    private List<String> statusLines() {
        try {
            return Files.readAllLines(data().resolve("postmaster.pid"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String program(String name) {
        return ServerBinaries.postgres().resolve("bin").resolve(name).toString();
    }

    private Path data() {
        return folder.resolve("data");
    }

    /// There once the role has been made.
    private Path serviceRole() {
        return folder.resolve("service-role");
    }

    private Path log() {
        return folder.resolve("postgres.log");
    }
}
