package cn.chaoxue.launcher;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Entry of the script `chaoxue`. Runs compiled when the build is up to date, otherwise straight from source: it then
/// builds first and goes on with the classes it has built. So everything named here uses the JDK alone.
final class Launcher {

    private static final Set<String> HELP = Set.of("help", "--help", "-h");

    private Launcher() {}

    /// Arguments as on the command line; ends the JVM with the command's exit code.
    public static void main(String[] arguments) {
        System.exit(Trouble.report(() -> run(arguments)));
    }

    private static int run(String[] arguments) throws Exception {
        if (arguments.length == 1 && HELP.contains(arguments[0])) {
            Progress.plain(Options.USAGE.stripTrailing());
            return 0;
        }
        Path checkout = Path.of(System.getProperty("chaoxue.checkout", ".")).toAbsolutePath();
        boolean stale = Boolean.getBoolean("chaoxue.stale");
        if (arguments.length > 0 && LoadTests.COMMANDS.contains(arguments[0])) {
            return new LoadTests(checkout).run(stale, arguments);
        }
        if (arguments.length > 0 && Options.MAINTENANCE.contains(arguments[0])) {
            return built(stale, checkout, "Maintenance", arguments);
        }
        Options options = Options.parse(arguments);
        if (options.command().equals("test")) {
            return new TestCommand(checkout).run();
        }
        // Before a long build, not after it.
        DataFolder.open(options.data()).close();
        Ports.requireFree(options.port());
        return built(stale, checkout, "Serving", arguments);
    }

    /// By name, because these classes need the libraries that only a build brings.
    private static int built(boolean stale, Path checkout, String command, String[] arguments) throws Exception {
        ClassLoader classes = Launcher.class.getClassLoader();
        if (stale) {
            new Build(checkout).run();
            classes = new URLClassLoader(builtClasses(checkout), classes.getParent());
        }
        Method run = classes.loadClass("cn.chaoxue.launcher." + command).getMethod("run", String[].class);
        return (int) run.invoke(null, (Object) arguments);
    }

    private static URL[] builtClasses(Path checkout) throws IOException {
        List<URL> path = new ArrayList<>();
        path.add(checkout.resolve("target/classes").toUri().toURL());
        List<Path> libraries;
        try (Stream<Path> jars = Files.list(checkout.resolve("target/launcher-lib"))) {
            libraries = jars.toList();
        }
        for (Path jar : libraries) {
            path.add(jar.toUri().toURL());
        }
        return path.toArray(URL[]::new);
    }
}
