package cn.chaoxue.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The browser and the Chinese fonts that the browser tests need.
final class Browser {

    private static final List<String> PROGRAMS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final Path MAC_CHROME = Path.of("/Applications/Google Chrome.app");
    private static final Path DEBIAN_FONTS = Path.of("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc");

    private Browser() {}

    /// Installs what is missing on Debian as root; elsewhere says how.
    static void require(Path log) {
        boolean debianAsRoot = ServerAccount.isRoot() && isDebian();
        if (present() && (!debianAsRoot || Files.exists(DEBIAN_FONTS))) {
            return;
        }
        if (debianAsRoot) {
            install(log);
        }
        if (!present()) {
            throw new Trouble(
                    "The browser tests need Chromium or Chrome on the PATH and it could not be found; install it"
                            + " (Debian: apt-get install chromium fonts-noto-cjk; Fedora: dnf install chromium"
                            + " google-noto-sans-cjk-fonts; macOS: brew install --cask google-chrome).");
        }
    }

    private static boolean present() {
        return PROGRAMS.stream().anyMatch(Lifeline::onPath) || Files.exists(MAC_CHROME);
    }

    private static void install(Path log) {
        Progress.say("installing Chromium and Chinese fonts for the browser tests");
        try (Ticker _ = Ticker.during("installing Chromium", Duration.ofSeconds(10))) {
            boolean installed = aptGet(log, "update")
                    && aptGet(log, "install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk");
            if (!installed) {
                throw new Trouble("Chromium could not be installed by apt-get; see " + log + ".");
            }
        }
    }

    private static boolean aptGet(Path log, String... arguments) {
        List<String> start = List.of("env", "DEBIAN_FRONTEND=noninteractive", "apt-get");
        List<String> command =
                Stream.concat(start.stream(), Stream.of(arguments)).toList();
        return new Tool(command, Path.of("/"), log).run(_ -> {});
    }

    /// Debian itself: Ubuntu's package of that name only leads to its shop.
    private static boolean isDebian() {
        try {
            return Files.readString(Path.of("/etc/os-release"))
                    .toLowerCase(Locale.ROOT)
                    .lines()
                    .anyMatch("id=debian"::equals);
        } catch (IOException e) {
            return false;
        }
    }
}
