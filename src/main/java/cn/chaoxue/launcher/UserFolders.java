package cn.chaoxue.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Where this user's files go: what is kept, and what can be made again.
/// Root's lie below `/var`, because the unprivileged account its servers run as cannot look into `/root`.
final class UserFolders {

    private UserFolders() {}

    /// Kept between starts: the demo's databases.
    static Path data() {
        if (ServerAccount.isRoot()) {
            return Path.of("/var/lib/chaoxue");
        }
        return isMac() ? home("Library/Application Support/Chaoxue") : xdg("XDG_DATA_HOME", ".local/share");
    }

    /// Can be deleted at any time while nothing runs: unpacked programs. Created when absent.
    static Path cache() throws IOException {
        Path folder = isMac() ? home("Library/Caches/Chaoxue") : xdg("XDG_CACHE_HOME", ".cache");
        return createOpen(ServerAccount.isRoot() ? Path.of("/var/cache/chaoxue") : folder);
    }

    /// Creates the folder so that other accounts may pass through it, whatever the umask says.
    static Path createOpen(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return folder;
    }

    /// Creates the folder for its owner alone.
    static Path createPrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return folder;
    }

    /// Deletes the folder with all it holds; absent is fine.
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }

    private static boolean isMac() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    }

    private static Path xdg(String variable, String fallback) {
        String configured = System.getenv().getOrDefault(variable, "");
        return (configured.isEmpty() ? home(fallback) : Path.of(configured)).resolve("chaoxue");
    }

    private static Path home(String inside) {
        return Path.of(System.getProperty("user.home"), inside);
    }
}
