package cn.chaoxue.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Which `redis-server` runs: the one that `CHAOXUE_REDIS_SERVER` names, else the one that comes with the build and
/// needs nothing installed.
public final class RedisProgram {

    private RedisProgram() {}

    /// The program to start.
    static Path path() {
        return named().map(RedisProgram::required).orElseGet(ServerBinaries::redis);
    }

    /// Version and allocator of the program to start, such as `7.0.15 (jemalloc-5.3.0)`.
    public static String version() {
        Path program = path();
        return RedisVersion.of(program).map(RedisVersion::toString).orElseGet(program::toString);
    }

    private static Optional<Path> named() {
        return Optional.ofNullable(System.getProperty(MeasuredRedis.PROPERTY))
                .or(() -> Optional.ofNullable(System.getenv(MeasuredRedis.CHOSEN)))
                .filter(name -> !name.isBlank())
                .map(Path::of);
    }

    private static Path required(Path named) {
        if (!Files.isExecutable(named)) {
            throw new Trouble(MeasuredRedis.CHOSEN + " names " + named + ", which is no program; name a redis-server "
                    + RedisVersion.OLDEST + " or newer, or unset it.");
        }
        return named;
    }
}
