package cn.chaoxue.launcher;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The Redis that benchmarks and drills run against: the machine's own where it has one new enough on its `PATH` and
/// nobody has chosen another.
///
/// The bundled one is linked against musl, under whose allocator a heartbeat takes Redis nearly twice as long as under
/// the jemalloc of distributions and of Redis's own images, which is what serves a campaign (docs/operations/bench.md).
final class MeasuredRedis {

    /// Names the program to run in place of the bundled one.
    static final String CHOSEN = "CHAOXUE_REDIS_SERVER";
    /// The same for one JVM; wins over the variable.
    static final String PROPERTY = "chaoxue.redis-server";

    private MeasuredRedis() {}

    /// What the JVM that measures is told; nothing where it is to take the usual one.
    static Optional<String> option() {
        return System.getenv(CHOSEN) == null
                ? onPath().map(program -> "-D" + PROPERTY + "=" + program)
                : Optional.empty();
    }

    private static Optional<Path> onPath() {
        String folders = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(folders.split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst()
                .filter(MeasuredRedis::newEnough);
    }

    private static boolean newEnough(Path program) {
        return RedisVersion.of(program)
                .filter(version -> version.major() >= RedisVersion.OLDEST)
                .isPresent();
    }
}
