package cn.chaoxue.load.bench;

import cn.chaoxue.load.stage.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The most heap a process was seen to use, looked at twice a second, and the most memory it ever had.
final class HeapWatch implements AutoCloseable {

    private final Pod pod;
    private final Thread thread;
    private volatile double peak;
    private volatile boolean over;

    private HeapWatch(Pod pod) {
        this.pod = pod;
        this.thread = Thread.ofVirtual().start(this::look);
    }

    static HeapWatch of(Pod pod) {
        return new HeapWatch(pod);
    }

    double peak() {
        return peak;
    }

    /// VmHWM: heap, code, threads and buffers together.
    double residentPeak() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pod.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }

    private void look() {
        while (!over) {
            try {
                peak = Math.max(peak, Scrape.of(pod).heapBytes() / 1048576.0);
                Thread.sleep(500);
            } catch (UncheckedIOException _) {
                // The process is too busy to answer; the next look counts.
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }
}
