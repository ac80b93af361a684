package cn.chaoxue.roster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jboss.logging.Logger;

/// Uploaded files while they are put together, in the folder for temporary files, for the owner of the process alone.
final class Scratch {

    private static final Logger LOG = Logger.getLogger(Scratch.class);
    private static final String BEGINNING = "roster";
    private static final String ENDING = ".part";

    private Scratch() {}

    static Path file() {
        try {
            return Files.createTempFile(BEGINNING, ENDING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void forget(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes files nobody has written to since `before`: their process ended while it put them together. What cannot
    /// be deleted is left to the next start.
    static void sweep(Path folder, Instant before) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, BEGINNING + "*" + ENDING)) {
            for (Path path : left) {
                if (Files.getLastModifiedTime(path).toInstant().isBefore(before)) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            LOG.warnf("leftovers of uploads stay: %s", e.getClass().getSimpleName());
        }
    }
}
