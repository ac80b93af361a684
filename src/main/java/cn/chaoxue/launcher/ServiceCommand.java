package cn.chaoxue.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// How the service is run on this machine. Holds no secrets: everybody on the machine may read command lines.
public final class ServiceCommand {

    private ServiceCommand() {}

    /// The built service on the JDK that runs us.
    static List<String> demo(Options options, Path checkout, List<String> more) {
        return java(Stream.concat(demoSettings(options).stream(), more.stream()).toList(), jar(checkout));
    }

    /// The JVM and its limits, the same wherever the service starts on this machine.
    public static List<String> java(List<String> options, Path jar) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx768m", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED"));
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    /// What a build leaves.
    public static Path jar(Path checkout) {
        return checkout.resolve("target/quarkus-app/quarkus-run.jar");
    }

    /// What makes a service a demo.
    static List<String> demoSettings(Options options) {
        return List.of(
                "-Dquarkus.http.port=" + options.port(),
                // Nobody else could take over: there is no balancer to wait for.
                "-Dquarkus.shutdown.delay=0s",
                "-Dchaoxue.demo.enabled=true",
                "-Dchaoxue.demo.cadres=" + options.cadres());
    }
}
