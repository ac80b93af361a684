package cn.chaoxue.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The commands that serve until they are told to stop: `demo` and `dev`. Needs the classes and libraries of a build.
public final class Serving {

    private Serving() {}

    /// Arguments as on the command line; returns the exit code when serving has failed, never otherwise.
    public static int run(String[] arguments) {
        return Trouble.report(() -> serve(Options.parse(arguments)));
    }

    private static int serve(Options options) throws IOException {
        Path checkout = Path.of(System.getProperty("chaoxue.checkout", ".")).toAbsolutePath();
        try (DataFolder folder = DataFolder.open(options.data())) {
            if (options.fresh()) {
                folder.empty();
            }
            if (options.command().equals("dev")) {
                return new Dev(options, folder, checkout).run();
            }
            QuickStart quickStart = new QuickStart(checkout);
            List<String> command = ServiceCommand.demo(options, checkout, quickStart.option());
            new Demo(options, folder, command, Optional.of(quickStart)).run();
            return 0;
        }
    }
}
