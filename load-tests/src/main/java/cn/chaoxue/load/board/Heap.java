package cn.chaoxue.load.board;

import cn.chaoxue.load.stage.Jcmd;
import cn.chaoxue.load.stage.Pod;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a process really holds: its heap right after a full collection.
public final class Heap {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private Heap() {}

    /// Collects, then measures; both stop the process for some 100 ms.
    public static double megabytes(Pod pod) throws IOException {
        Jcmd.ask(pod, "GC.run");
        Matcher found = USED.matcher(Jcmd.ask(pod, "GC.heap_info"));
        if (!found.find()) {
            throw new IOException("jcmd GC.heap_info of " + pod.name() + " tells no heap");
        }
        return Long.parseLong(found.group(1)) / 1024.0;
    }
}
