package cn.chaoxue.isolation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import cn.chaoxue.EmbeddedServers;
import cn.chaoxue.launcher.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Looks for texts in all that is stored: the files of the databases as they lie on the disk (tables, journals,
/// append-only files, logs), every row of every table as `pg_dump` would write it, compressed or not, and what
/// `pg_dump` does write.
final class Stores {

    private static final String EIGHT_DIGITS = "\\d{8}";
    private static final String ALONE = "(?<![0-9A-Za-z])%s(?![0-9A-Za-z])";

    private final List<String> needles;
    private int files;
    private long bytes;
    private int tables;
    private long rows;
    private long dumped;

    /// Texts, and the same as hexadecimal digits, which is how dumps write bytes. Eight digits, a day without dashes,
    /// are meant alone: within longer numbers and other bytes' hexadecimal digits they are chance.
    Stores(List<String> texts) {
        this.needles = texts.stream()
                .flatMap(text -> Stream.of(text, HexFormat.of().formatHex(text.getBytes(UTF_8))))
                .toList();
    }

    /// How much was searched.
    String searched() {
        return "%d texts in %d files (%.1f MB), %d tables (%d rows), %s"
                .formatted(
                        needles.size(),
                        files,
                        bytes / 1e6,
                        tables,
                        rows,
                        dumped == 0 ? "NO pg_dump" : dumped + " lines of pg_dump");
    }

    List<String> inFiles() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : all(Path.of(System.getProperty("chaoxue.embedded.folder")))) {
            String content = content(file);
            files++;
            bytes += content.length();
            needles.stream()
                    .filter(needle -> holds(content, bytewise(needle)))
                    .forEach(needle -> found.add(file + " holds " + needle));
        }
        return found;
    }

    private static boolean holds(String content, String needle) {
        return content.contains(needle)
                && (!needle.matches(EIGHT_DIGITS)
                        || Pattern.compile(ALONE.formatted(needle))
                                .matcher(content)
                                .find());
    }

    /// The servers run, and files of theirs go at any time.
    private static List<Path> all(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) throws IOException {
                return gone instanceof NoSuchFileException
                        ? FileVisitResult.CONTINUE
                        : super.visitFileFailed(file, gone);
            }
        });
        return files;
    }

    List<String> inTables() throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection owner = DriverManager.getConnection(
                EmbeddedServers.postgres().jdbcUrl(),
                EmbeddedPostgres.NAME,
                EmbeddedServers.postgres().password())) {
            Array sought = owner.createArrayOf("text", needles.toArray());
            for (String table : tables(owner)) {
                tables++;
                found.addAll(inTable(owner, table, sought));
            }
        }
        return found;
    }

    private static List<String> tables(Connection owner) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement query =
                        owner.prepareStatement("select relname from pg_stat_user_tables where schemaname = 'public'");
                ResultSet found = query.executeQuery()) {
            while (found.next()) {
                names.add(found.getString(1));
            }
        }
        return names;
    }

    private List<String> inTable(Connection owner, String table, Array sought) throws SQLException {
        List<String> found = new ArrayList<>();
        String sql = """
                select count(*), (select string_agg(distinct n.needle, ' ') from "%1$s" s, unnest(?) as n(needle)
                    where position(n.needle in s::text) > 0 and (n.needle !~ '^%2$s$'
                        or s::text ~ replace('%3$s', '%%s', n.needle))) from "%1$s"
                """.formatted(table, EIGHT_DIGITS, ALONE);
        try (PreparedStatement query = owner.prepareStatement(sql)) {
            query.setArray(1, sought);
            ResultSet row = query.executeQuery();
            row.next();
            rows += row.getLong(1);
            if (row.getString(2) != null) {
                found.add(table + " holds " + row.getString(2));
            }
        }
        return found;
    }

    /// Where there is a program that dumps this server.
    List<String> inDump(PgDump program) throws IOException {
        Set<String> found = new TreeSet<>();
        List<String> sought = needles.stream().map(Stores::bytewise).toList();
        dumped = program.lines(line -> sought.stream()
                .filter(needle -> holds(line, needle))
                .forEach(needle -> found.add(new String(needle.getBytes(ISO_8859_1), UTF_8))));
        return List.copyOf(found);
    }

    /// A character for each byte, so that a search is one of texts, which is fast.
    private static String content(Path file) throws IOException {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (NoSuchFileException _) {
            return "";
        }
    }

    private static String bytewise(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
