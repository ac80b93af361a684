package cn.chaoxue.load.bench;

import cn.chaoxue.load.stage.Pod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// What `/q/metrics` of a process says at one moment.
record Scrape(String text) {

    static Scrape of(Pod pod) {
        try (InputStream in = pod.at("/q/metrics").toURL().openStream()) {
            return new Scrape(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Heap in use, all its areas together.
    double heapBytes() {
        return text.lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{") && line.contains("area=\"heap\""))
                .mapToDouble(Scrape::value)
                .sum();
    }

    /// The sum over all series of these names.
    long sum(String... names) {
        Set<String> wanted = Set.of(names);
        return (long) text.lines()
                .filter(line -> wanted.contains(line.split("[{ ]", 2)[0]))
                .mapToDouble(Scrape::value)
                .sum();
    }

    /// Behind a value there may be an example of a request that made it, after a `#`.
    private static double value(String line) {
        String bare = line.split(" # ", 2)[0];
        return Double.parseDouble(bare.substring(bare.lastIndexOf(' ') + 1));
    }
}
