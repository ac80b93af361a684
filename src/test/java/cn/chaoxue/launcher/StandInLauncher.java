package cn.chaoxue.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The launcher's demo with [StandInService] in place of the service. Arguments: those of `./chaoxue`.
final class StandInLauncher {

    private StandInLauncher() {}

    public static void main(String[] arguments) {
        System.exit(Trouble.report(() -> run(Options.parse(arguments))));
    }

    private static int run(Options options) throws IOException {
        Ports.requireFree(options.port());
        try (DataFolder folder = DataFolder.open(options.data())) {
            List<String> service = java(StandInService.class, Integer.toString(options.port()));
            new Demo(options, folder, service, Optional.empty()).run();
            return 0;
        }
    }

    /// A command that runs the class on this JVM's JDK and class path.
    static List<String> java(Class<?> main, String argument) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String path = System.getProperty("java.class.path");
        return List.of(
                java, "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-cp", path, main.getName(), argument);
    }
}
