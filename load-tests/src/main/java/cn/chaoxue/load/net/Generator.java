package cn.chaoxue.load.net;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// A closed loop over many connections by the calling thread: at most `window` requests are under way, each answer
/// makes room for the next, and the connection that has been silent longest sends it.
///
/// NIO on one thread, one buffer each way: no allocation, no copy and no lock per request, because the generator
/// shares its two cores with what it measures.
public final class Generator implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long SILENT_MILLIS = 100;
    private static final long LONGEST_MICROS = 60_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Protocol protocol;
    private final Traffic traffic;
    private final Selector selector;
    private final List<Connection> connections;
    private final IdleRing idle;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Histogram latencies = new Histogram(LONGEST_MICROS, 3);
    private long answers;
    private long bytes;
    private int underWay;
    private boolean sending;
    /// Requests a second, or 0: as many as answers make room for.
    private double pace;

    private Generator(Protocol protocol, Traffic traffic, Selector selector, int connections) {
        this.protocol = protocol;
        this.traffic = traffic;
        this.selector = selector;
        this.connections = new ArrayList<>(connections);
        this.idle = new IdleRing(connections);
    }

    /// Opens all connections.
    public static Generator open(InetSocketAddress server, int connections, Protocol protocol, Traffic traffic)
            throws IOException {
        Generator generator = new Generator(protocol, traffic, Selector.open(), connections);
        for (int number = 0; number < connections; number++) {
            generator.connect(server, number);
        }
        return generator;
    }

    /// Sends for this long, with at most `window` requests under way; then waits for what is under way.
    public LoadResult run(Duration length, int window) throws IOException {
        return run(length, window, 0);
    }

    /// The same at no more than `perSecond` where that is not 0: an open loop while the window has room.
    public LoadResult run(Duration length, int window, double perSecond) throws IOException {
        pace = perSecond;
        latencies.reset();
        answers = 0;
        bytes = 0;
        long refusedBefore = traffic.refused();
        long cpu = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        sending = true;
        long sent = 0;
        while (System.nanoTime() - start < length.toNanos()) {
            double due = pace == 0 ? window : (System.nanoTime() - start) * pace / 1e9;
            for (; sent < due && underWay < window && !idle.isEmpty(); sent++) {
                send(connections.get(idle.take()));
            }
            step();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long counted = answers;
        long carried = bytes;
        long refused = traffic.refused() - refusedBefore;
        double cpuSeconds = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9;
        sending = false;
        drain();
        return new LoadResult(
                counted, traffic.refused() - refusedBefore, seconds, latencies.copy(), cpuSeconds, carried);
    }

    private void drain() throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (underWay > 0) {
            step();
            if (System.nanoTime() > end) {
                throw new IOException(underWay + " requests were not answered");
            }
        }
    }

    private void step() throws IOException {
        selector.select(this::readable, pace == 0 ? SILENT_MILLIS : 1);
    }

    private void connect(InetSocketAddress server, int number) throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        protocol.open(channel, number);
        channel.configureBlocking(false);
        Connection connection = new Connection(number, channel);
        channel.register(selector, SelectionKey.OP_READ, connection);
        connections.add(connection);
        idle.add(number);
    }

    private void readable(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            receive(connection);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void receive(Connection connection) throws IOException {
        bytes += connection.read(in);
        while (in.hasRemaining() && protocol.answer(traffic, connection.number(), in)) {
            latencies.recordValue(Math.min(LONGEST_MICROS, (System.nanoTime() - connection.sentAt()) / 1_000));
            answers++;
            underWay--;
            idle.add(connection.number());
            if (sending && pace == 0) {
                send(connections.get(idle.take()));
            }
        }
        connection.keep(in);
    }

    private void send(Connection connection) throws IOException {
        out.clear();
        protocol.request(traffic, connection.number(), out);
        bytes += out.position();
        connection.write(out.flip());
        underWay++;
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
