package cn.chaoxue.load.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The time of day of single processes, wrong by as much as is written into a file, by libfaketime (Debian package
/// `libfaketime`). The monotonic clock stays true, as it does when somebody sets a machine's clock.
final class FakeClock {

    private static final List<String> LIBRARIES = List.of(
            "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
            "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
            "/usr/lib64/faketime/libfaketimeMT.so.1",
            "/usr/lib/faketime/libfaketimeMT.so.1");

    private final String library;
    private final Path offset;

    private FakeClock(String library, Path offset) {
        this.library = library;
        this.offset = offset;
    }

    /// A clock that is right so far; empty where the library is not installed.
    static Optional<FakeClock> in(Path folder) throws IOException {
        Optional<String> library = LIBRARIES.stream()
                .filter(file -> Files.isReadable(Path.of(file)))
                .findFirst();
        if (library.isEmpty()) {
            return Optional.empty();
        }
        FakeClock clock = new FakeClock(library.get(), folder.resolve("clock-offset"));
        clock.jump(Duration.ZERO);
        return Optional.of(clock);
    }

    /// Makes the clock of all processes started with [#environment()] wrong by so much from now on.
    void jump(Duration by) throws IOException {
        Path next = offset.resolveSibling("clock-offset.new");
        Files.writeString(next, "%+d\n".formatted(by.toSeconds()));
        Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// What a process must be started with.
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library,
                "FAKETIME_TIMESTAMP_FILE", offset.toString(),
                "FAKETIME_CACHE_DURATION", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // Otherwise every timed wait of a JVM on a current glibc waits for ever.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }
}
