package cn.chaoxue.launcher;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// One run of a build tool. All it says goes to a log file; a listener picks what the person at the terminal sees.
record Tool(List<String> command, Path folder, Path log) {

    /// The checkout's own Maven, on the JDK that runs us.
    static Tool maven(Path checkout, Path log, String... arguments) {
        Stream<String> start = Stream.of(checkout.resolve("mvnw").toString(), "--batch-mode");
        return new Tool(Stream.concat(start, Stream.of(arguments)).toList(), checkout, log);
    }

    /// npm in the folder of the web pages.
    static Tool npm(Path checkout, Path log, String... arguments) {
        Path pages = checkout.resolve("src/main/webui");
        return new Tool(Stream.concat(Stream.of("npm"), Stream.of(arguments)).toList(), pages, log);
    }

    /// Runs to the end, appending to the log; true when the tool succeeded.
    boolean run(Consumer<String> listener) {
        return run(listener, _ -> {});
    }

    /// The same, for who may want to end it before.
    boolean run(Consumer<String> listener, Consumer<Process> began) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            // TERM rather than KILL: Maven then ends the JVMs it has started itself.
            Process process = Lifeline.start(builder(), ServerAccount.SELF, "TERM");
            began.accept(process);
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
                    Writer file = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    file.write(line + "\n");
                    file.flush();
                    listener.accept(line);
                }
            }
            return process.waitFor() == 0;
        } catch (IOException e) {
            throw Trouble.ofFiles("Running " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home"), "CI", "true"));
        return builder;
    }
}
