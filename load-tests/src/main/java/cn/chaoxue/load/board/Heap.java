package cn.chaoxue.load.board;

import cn.chaoxue.load.stage.Pod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a process really holds: its heap right after a full collection.
public final class Heap {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private Heap() {}

    /// Collects, then measures; both stop the process for some 100 ms.
    public static double megabytes(Pod pod) throws IOException {
        jcmd(pod, "GC.run");
        Matcher found = USED.matcher(jcmd(pod, "GC.heap_info"));
        if (!found.find()) {
            throw new IOException("jcmd GC.heap_info of " + pod.name() + " tells no heap");
        }
        return Long.parseLong(found.group(1)) / 1024.0;
    }

    private static String jcmd(Pod pod, String command) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pod.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
