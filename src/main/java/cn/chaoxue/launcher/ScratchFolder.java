package cn.chaoxue.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A folder for servers of a test or a benchmark, named by the JVM that made it; what killed JVMs left behind is
/// cleared away.
/// Lies below `target/`, unless root's unprivileged account cannot be used there: then below `/var/tmp`.
public record ScratchFolder(Path path) {

    /// Creates an empty folder for this JVM.
    public static ScratchFolder create(String purpose) {
        try {
            Path base = UserFolders.createOpen(base());
            deleteLeftovers(base);
            Path folder = base.resolve(ProcessHandle.current().pid() + "-" + purpose);
            UserFolders.delete(folder);
            return new ScratchFolder(UserFolders.createOpen(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes the folder; its servers have been stopped.
    public void delete() {
        try {
            UserFolders.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path base() throws IOException {
        Path preferred =
                UserFolders.createOpen(Path.of("target", "embedded-test").toAbsolutePath());
        try {
            ServerAccount.forFolder(preferred);
            return preferred;
        } catch (Trouble e) {
            return Path.of("/var/tmp/chaoxue-embedded-test");
        }
    }

    /// Two JVMs of one test run begin at the same moment; what is left of it is the next one's.
    private static void deleteUnlessAnotherDoes(Path folder) {
        try {
            UserFolders.delete(folder);
        } catch (IOException | UncheckedIOException e) {
            Progress.say("%s stays for now: %s", folder, e);
        }
    }

    private static void deleteLeftovers(Path base) throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.list(base)) {
            folders = all.toList();
        }
        for (Path folder : folders) {
            String owner = folder.getFileName().toString().split("-")[0];
            if (ProcessHandle.of(Long.parseLong(owner)).isEmpty()) {
                deleteUnlessAnotherDoes(folder);
            }
        }
    }
}
