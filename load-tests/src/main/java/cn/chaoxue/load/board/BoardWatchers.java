package cn.chaoxue.load.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// Many open boards read by one thread, and some whose readers take nothing: connected, asked for, never read.
///
/// Whenever a board shows a higher count, its lateness is how long the **oldest** completion in it was known to its
/// learner: from the receipt to the screen, the board's own second of gathering included.
public final class BoardWatchers implements AutoCloseable {

    private static final int STALLED_BUFFER = 4096;

    private final Happenings happenings;
    private final Selector selector = Selector.open();
    private final List<SocketChannel> stalled = new ArrayList<>();
    private final Histogram lateMicros = new Histogram(600_000_000L, 3);
    private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
    private volatile boolean measuring;
    private volatile boolean over;
    private volatile long events;
    private volatile long lost;
    private volatile long refused;
    private volatile int open;
    private final Thread thread = Thread.ofPlatform().name("watchers").unstarted(this::readAll);

    public BoardWatchers(Happenings happenings) throws IOException {
        this.happenings = happenings;
    }

    /// One board: its place in the line being read, and what it has shown.
    private static final class Board {
        private final long unit;
        private final EventLine line = new EventLine();
        private long shown = -1;

        private Board(long unit) {
            this.unit = unit;
        }
    }

    /// Opens a board from a source address of the loopback net. Call before [#start].
    public void watch(String source, int port, String path, String token, long unit, boolean reads) throws IOException {
        SocketChannel channel = SocketChannel.open();
        if (!reads) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, STALLED_BUFFER);
        }
        channel.bind(new InetSocketAddress(source, 0));
        channel.connect(new InetSocketAddress("127.0.0.1", port));
        String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n"
                + "Authorization: Bearer " + token + "\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        if (reads) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Board(unit));
            open++;
        } else {
            stalled.add(channel);
        }
    }

    public void start() {
        thread.start();
    }

    /// From now on lateness counts, or no longer.
    public void measure(boolean now) {
        measuring = now;
    }

    /// Boards whose readers read and that are open.
    public int open() {
        return open;
    }

    /// Counts shown so far while measuring.
    public long events() {
        return events;
    }

    /// Boards that ended though their reader read.
    public long lost() {
        return lost;
    }

    /// Boards that were answered with anything but an event stream.
    public long refused() {
        return refused;
    }

    /// Boards that do not show yet what their units have.
    public long behind() {
        return selector.keys().stream()
                .map(key -> (Board) key.attachment())
                .filter(board -> board.shown < happenings.count(board.unit))
                .count();
    }

    /// How late, in microseconds. Call when measuring has ended.
    public Histogram lateMicros() {
        return lateMicros.copy();
    }

    private void readAll() {
        while (!over) {
            try {
                selector.select(this::read, 100);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void read(SelectionKey key) {
        try {
            in.clear();
            if (((SocketChannel) key.channel()).read(in) < 0) {
                lose(key);
                return;
            }
        } catch (IOException e) {
            lose(key);
            return;
        }
        in.flip();
        take((Board) key.attachment());
    }

    private void take(Board board) {
        while (in.hasRemaining()) {
            char next = (char) in.get();
            if (next == '\n') {
                show(board);
                board.line.clear();
            } else {
                board.line.append(next);
            }
        }
    }

    private void show(Board board) {
        if (board.line.refuses()) {
            refused++;
        }
        long count = board.line.count();
        if (count < 0) {
            return;
        }
        if (board.shown >= 0 && count > board.shown) {
            long oldest = happenings.when(board.unit, board.shown + 1);
            // A count may be on the screen before its receipt is read: then nobody can have waited for it.
            long late = oldest == 0 ? 0 : System.nanoTime() - oldest;
            if (measuring) {
                events++;
                lateMicros.recordValue(Math.max(0, late / 1_000));
            }
        }
        board.shown = Math.max(board.shown, count);
    }

    private void lose(SelectionKey key) {
        key.cancel();
        lost++;
        open--;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        over = true;
        thread.join();
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        for (SocketChannel channel : stalled) {
            channel.close();
        }
        selector.close();
    }
}
