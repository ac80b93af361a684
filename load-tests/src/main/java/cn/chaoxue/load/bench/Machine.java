package cn.chaoxue.load.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The machine and the build a benchmark ran on.
final class Machine {

    private Machine() {}

    static Map<String, Object> conditions() {
        Map<String, Object> conditions = new LinkedHashMap<>();
        conditions.put("cores", Runtime.getRuntime().availableProcessors());
        conditions.put("processor", processor());
        conditions.put("load average before", loadAverage());
        conditions.put("jdk", Runtime.version().toString());
        conditions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        conditions.put("commit", commit());
        return conditions;
    }

    private static String processor() {
        return firstLine("/proc/cpuinfo", "model name").replaceFirst(".*:\\s*", "");
    }

    private static String loadAverage() {
        return firstLine("/proc/loadavg", "").replaceFirst("^(\\S+ \\S+ \\S+).*", "$1");
    }

    private static String firstLine(String file, String start) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(start)).findFirst().orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String commit() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                    .directory(new java.io.File(System.getProperty("chaoxue.checkout", ".")))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
