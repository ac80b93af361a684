package cn.chaoxue.load.net;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// One connection of a [Generator] and the part of an answer that has come so far.
final class Connection {

    private final int number;
    private final SocketChannel channel;
    private @Nullable ByteBuffer partial;
    private long sentAt;

    Connection(int number, SocketChannel channel) {
        this.number = number;
        this.channel = channel;
    }

    int number() {
        return number;
    }

    /// When the last request was written, by `System.nanoTime`.
    long sentAt() {
        return sentAt;
    }

    /// Fills the buffer with what has come, what was kept before it first.
    /// Yields how many bytes came.
    int read(ByteBuffer in) throws IOException {
        in.clear();
        if (partial != null) {
            in.put(partial);
            partial = null;
        }
        int came = channel.read(in);
        if (came < 0) {
            throw new EOFException("the server closed connection " + number);
        }
        in.flip();
        return came;
    }

    /// Keeps what is left in the buffer for the next read; rare, answers are small.
    void keep(ByteBuffer in) {
        if (in.hasRemaining()) {
            partial = ByteBuffer.allocate(in.remaining()).put(in).flip();
        }
    }

    /// One small request per answer always fits the socket's buffer.
    void write(ByteBuffer out) throws IOException {
        sentAt = System.nanoTime();
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    void close() throws IOException {
        channel.close();
    }
}
