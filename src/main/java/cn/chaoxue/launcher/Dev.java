package cn.chaoxue.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Live coding: Quarkus's development mode on embedded databases.
final class Dev {

    private final Options options;
    private final Path checkout;
    private final Backends backends;

    Dev(Options options, DataFolder folder, Path checkout) {
        this.options = options;
        this.checkout = checkout;
        this.backends = Backends.of(folder, System.getenv());
    }

    /// Runs until development mode ends; its exit code.
    int run() throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(backends::stop, "stop"));
        backends.start();
        List<String> command = new ArrayList<>(List.of(checkout.resolve("mvnw").toString(), "quarkus:dev"));
        command.addAll(ServiceCommand.demoSettings(options));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(checkout.toFile()).inheritIO();
        builder.environment().putAll(backends.environment());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            return Lifeline.startAtTerminal(builder).waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
