package cn.chaoxue.load.faults;

import cn.chaoxue.load.stage.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// What a drill leaves behind for people: the journal and the logs of every process, in
/// `load-tests/target/faults/NAME`.
final class Keepsakes {

    private final Path folder;

    private Keepsakes(Path folder) {
        this.folder = folder;
    }

    /// An empty folder; what the drill left there last time is gone.
    static Keepsakes of(String drill) {
        try {
            Path folder = Path.of(System.getProperty("chaoxue.checkout", "."), "load-tests/target/faults", drill);
            Files.createDirectories(folder);
            for (Path old : files(folder)) {
                Files.delete(old);
            }
            return new Keepsakes(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path journal() {
        return folder.resolve("journal.csv");
    }

    /// Copies the logs; one that cannot be copied is not worth a failure.
    void logsOf(Stage stage) {
        try {
            for (Path file : files(stage.folder())) {
                if (file.toString().endsWith(".log")) {
                    Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            System.err.println("logs not kept: " + e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
