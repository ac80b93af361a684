package cn.chaoxue.load.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/// What a process has used so far, by the kernel's own account (Linux).
/// @param cpu user and system time of all its threads, also of threads that have ended
/// @param residentBytes memory it holds now
public record Usage(Duration cpu, long residentBytes) {

    private static final long NANOS_PER_TICK = 10_000_000; // USER_HZ is 100 wherever Linux runs Java

    /// Reads `/proc`; a process that has ended fails.
    public static Usage of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            long pages = Long.parseLong(fields[21]);
            return new Usage(Duration.ofNanos(ticks * NANOS_PER_TICK), pages * 4096);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The CPU time of a process and all children it has or had: a database and its backends.
    public static Duration cpuOfFamily(long pid) {
        long[] ticks = {0};
        ProcessHandle.of(pid).orElseThrow().children().forEach(child -> ticks[0] += ticksOf(child.pid()));
        return Duration.ofNanos((ticks[0] + ticksOf(pid)) * NANOS_PER_TICK);
    }

    /// Its own and those of the children it has outlived; none where it has just ended: its parent then has them.
    private static long ticksOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Arrays.stream(fields, 11, 15).mapToLong(Long::parseLong).sum();
        } catch (IOException e) {
            return 0;
        }
    }

    /// CPU time used since an earlier reading.
    public Duration cpuSince(Usage earlier) {
        return cpu.minus(earlier.cpu);
    }
}
