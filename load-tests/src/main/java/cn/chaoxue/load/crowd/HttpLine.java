package cn.chaoxue.load.crowd;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/// One HTTP/1.1 connection, kept alive, used by one thread. Blocks, which costs a virtual thread nothing; a
/// whole exchange costs this JVM some 20 µs, so that the crowd does not take the machine away from the servers.
final class HttpLine implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private boolean ending;

    private HttpLine(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 2048);
    }

    /// Connects; an answer that takes longer than `patience` is an [IOException].
    static HttpLine open(int port, Duration patience) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) patience.toMillis());
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
            return new HttpLine(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    Answer exchange(Request request) throws IOException {
        socket.getOutputStream().write(request.bytes());
        String[] status = line().split(" ", 3);
        int length = 0;
        int retryAfter = -1;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            String name = header.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = header.substring(colon + 1).strip();
            switch (name) {
                case "content-length" -> length = Integer.parseInt(value);
                case "retry-after" -> retryAfter = Integer.parseInt(value);
                case "transfer-encoding" -> chunked = true;
                case "connection" -> ending = value.equalsIgnoreCase("close");
                default -> {}
            }
        }
        return new Answer(Integer.parseInt(status[1]), retryAfter, chunked ? chunks() : text(length));
    }

    /// The server said with its last answer that there will be no further one here.
    boolean ending() {
        return ending;
    }

    private String chunks() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            all.append(text(size));
            line();
        }
        line();
        return all.toString();
    }

    private String text(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("cut off");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("connection closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
