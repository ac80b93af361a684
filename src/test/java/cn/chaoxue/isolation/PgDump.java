package cn.chaoxue.isolation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import cn.chaoxue.EmbeddedServers;
import cn.chaoxue.fixture.InTime;
import cn.chaoxue.launcher.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// PostgreSQL's own program for dumps, which the embedded server comes without: the one `CHAOXUE_PG_DUMP` names, or the
/// first on the path, where it is not older than the server. With `CHAOXUE_PG_DUMP_NEEDED=true` there must be one.
record PgDump(Path program, String version) {

    private static final Logger LOG = Logger.getLogger(PgDump.class);
    private static final Pattern VERSION = Pattern.compile("pg_dump \\(PostgreSQL\\) ((\\d+)\\S*)");
    private static final int SERVER = 18;
    private static final Duration A_MOMENT = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    static Optional<PgDump> found() throws IOException {
        return found(System.getenv());
    }

    /// Said where there is none, and a mistake where one is needed. One that is named and does not fit is a mistake.
    static Optional<PgDump> found(Map<String, String> environment) throws IOException {
        String named = environment.get("CHAOXUE_PG_DUMP");
        Stream<Path> candidates = named == null
                ? Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, "pg_dump"))
                : Stream.of(Path.of(named));
        Optional<PgDump> found = candidates
                .filter(Files::isExecutable)
                .flatMap(program -> fitting(program).stream())
                .findFirst();
        if (found.isEmpty() && named != null) {
            throw new IOException(named + " is no pg_dump of version " + SERVER + " or newer");
        }
        if (found.isEmpty() && Boolean.parseBoolean(environment.get("CHAOXUE_PG_DUMP_NEEDED"))) {
            throw new IOException("there is no pg_dump of version " + SERVER + " or newer (CHAOXUE_PG_DUMP)");
        }
        if (found.isEmpty()) {
            LOG.warnf("pg_dump: NOT searched, for there is none of version %d or newer (CHAOXUE_PG_DUMP)", SERVER);
        }
        return found;
    }

    private static Optional<PgDump> fitting(Path program) {
        try {
            Process process = InTime.begun(
                    new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true), A_MOMENT);
            Matcher said = VERSION.matcher(new String(process.getInputStream().readAllBytes(), US_ASCII));
            return said.find() && Integer.parseInt(said.group(2)) >= SERVER
                    ? Optional.of(new PgDump(program, said.group(1)))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Hands on the whole database in plain format, line by line, a character for each byte; how many lines there are.
    long lines(Consumer<String> reader) throws IOException {
        EmbeddedPostgres server = EmbeddedServers.postgres();
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(), "--format=plain", "--no-password", "--dbname=" + server.reactiveUrl())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PGUSER", EmbeddedPostgres.NAME);
        builder.environment().put("PGPASSWORD", server.password());
        Process process = InTime.begun(builder, LONGEST);
        long lines = 0;
        try (BufferedReader out = process.inputReader(ISO_8859_1)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                reader.accept(line);
                lines++;
            }
        }
        if (InTime.done(process.onExit()).exitValue() != 0) {
            throw new IOException(this + " failed");
        }
        return lines;
    }

    @Override
    public String toString() {
        return "pg_dump " + version;
    }
}
