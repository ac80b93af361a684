package cn.chaoxue.load.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/// The clients' own record of what they were told, on disk. A client writes it down before it does anything
/// else, and goes on when the disk has it (one fsync for all who wait): nothing anybody was told can be missing
/// here, so nothing the servers lost can go unnoticed.
public final class Journal implements AutoCloseable {

    private static final int MOST_AT_ONCE = 4096;

    private final Path file;
    private final FileChannel channel;
    private final BlockingQueue<Line> waiting = new LinkedBlockingQueue<>(100_000);
    private final Thread writer;

    private record Line(byte[] text, CompletableFuture<Void> onDisk) {}

    private Journal(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.writer = Thread.ofPlatform().name("journal").start(this::writeAll);
    }

    /// A new journal in a file that does not exist yet.
    public static Journal in(Path file) {
        try {
            return new Journal(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns when it is on disk.
    public void write(Told told) {
        Line line = new Line((told.line() + "\n").getBytes(StandardCharsets.US_ASCII), new CompletableFuture<>());
        try {
            waiting.put(line);
            line.onDisk.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("cut off while writing the journal", e);
        }
    }

    /// Everything told so far, read back from the file.
    public List<Told> read() {
        return read(file);
    }

    /// What another run wrote; a line somebody is just writing does not count yet.
    public static List<Told> read(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(Told::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        writer.interrupt();
        try {
            writer.join();
            channel.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeAll() {
        List<Line> group = new ArrayList<>();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                group.add(waiting.take());
                waiting.drainTo(group, MOST_AT_ONCE);
                write(group);
                group.forEach(line -> line.onDisk.complete(null));
            } catch (InterruptedException e) {
                return;
            } catch (IOException e) {
                group.forEach(line -> line.onDisk.completeExceptionally(e));
            }
            group.clear();
        }
    }

    private void write(List<Line> group) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(
                group.stream().mapToInt(line -> line.text.length).sum());
        group.forEach(line -> bytes.put(line.text));
        bytes.flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }
}
