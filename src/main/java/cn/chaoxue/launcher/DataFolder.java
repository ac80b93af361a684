package cn.chaoxue.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// The folder of one demo, ours alone while open. The claim is a lock of the operating system on a file, which ends
/// with the process however it ends; that the file exists means nothing.
final class DataFolder implements AutoCloseable {

    private static final String LOCK_FILE = "chaoxue.lock";
    private static final List<String> CONTENT = List.of("postgres", "redis-study", "redis-exam", "secrets", "logs");
    private static final long LEAST_FREE_MEGABYTES = 300;

    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /// Claims the folder, creating it when absent. Refused: a folder another demo has open, a folder that holds other
    /// things, a folder that cannot be written, a disk that is nearly full.
    static DataFolder open(Path path) {
        try {
            requireOurs(path);
            UserFolders.createOpen(path);
            requireSpace(path);
            return lock(path);
        } catch (IOException e) {
            throw Trouble.ofFiles("Opening the data folder " + path, e);
        }
    }

    Path path() {
        return path;
    }

    /// A folder inside, for us alone.
    Path inner(String name) {
        try {
            return UserFolders.createPrivate(path.resolve(name));
        } catch (IOException e) {
            throw Trouble.ofFiles("Creating a folder in " + path, e);
        }
    }

    /// Forgets what earlier starts stored, and nothing else that may be here.
    void empty() {
        try {
            for (String name : CONTENT) {
                UserFolders.delete(path.resolve(name));
            }
        } catch (IOException e) {
            throw Trouble.ofFiles("Emptying " + path, e);
        }
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    private static DataFolder lock(Path path) throws IOException {
        FileChannel file = FileChannel.open(
                path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!claim(file)) {
            String holder = Files.readString(path.resolve(LOCK_FILE)).strip();
            file.close();
            throw new Trouble("The data folder " + path + " is in use by another demo"
                    + (holder.isEmpty() ? "" : " (process " + holder + ")")
                    + "; stop that one or choose another folder with --data.");
        }
        file.truncate(0);
        file.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
        return new DataFolder(path, file);
    }

    private static boolean claim(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void requireOurs(Path path) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new Trouble(path + " is not a folder.");
        }
        if (!Files.isDirectory(path) || Files.exists(path.resolve(LOCK_FILE))) {
            return;
        }
        try (Stream<Path> content = Files.list(path)) {
            if (content.findAny().isPresent()) {
                throw new Trouble(
                        "The folder " + path + " holds other files; choose an empty or a new one with --data.");
            }
        }
    }

    private static void requireSpace(Path path) throws IOException {
        long free = Files.getFileStore(path).getUsableSpace() / 1_000_000;
        if (free < LEAST_FREE_MEGABYTES) {
            throw new Trouble("The disk of " + path + " is nearly full: " + free + " MB free, at least "
                    + LEAST_FREE_MEGABYTES + " MB are needed.");
        }
    }
}
