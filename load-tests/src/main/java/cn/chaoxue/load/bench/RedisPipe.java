package cn.chaoxue.load.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// One connection to a Redis; commands go out in pipelines and nothing is made of their answers, so that the server is
/// the slower side.
final class RedisPipe implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
    private int waiting;

    private RedisPipe(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    }

    /// Connects to `redis://:password@host:port`.
    static RedisPipe to(String address) throws IOException {
        URI uri = URI.create(address);
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.setTcpNoDelay(true);
        RedisPipe pipe = new RedisPipe(socket);
        pipe.ask("AUTH", uri.getUserInfo().substring(1));
        return pipe;
    }

    /// One command, its answer as text: of a number its digits, of a list its length.
    String ask(String... command) throws IOException {
        add(command);
        socket.getOutputStream().write(out.toByteArray());
        out.reset();
        waiting = 0;
        return answer();
    }

    /// Loads a script of the service; yields its name for `EVALSHA`.
    String load(String resource) throws IOException {
        try (InputStream script = Objects.requireNonNull(RedisPipe.class.getResourceAsStream(resource))) {
            return ask("SCRIPT", "LOAD", new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /// Puts a command into the pipeline.
    void add(String... command) throws IOException {
        out.write(("*" + command.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String part : command) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            out.write(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.write('\r');
            out.write('\n');
        }
        waiting++;
    }

    /// Commands in the pipeline.
    int waiting() {
        return waiting;
    }

    /// Sends the pipeline and takes all its answers; an error among them fails.
    void flush() throws IOException {
        socket.getOutputStream().write(out.toByteArray());
        out.reset();
        for (; waiting > 0; waiting--) {
            answer();
        }
    }

    /// Sends the pipeline; yields the sum of the numbers it answers.
    long sum() throws IOException {
        socket.getOutputStream().write(out.toByteArray());
        out.reset();
        long sum = 0;
        for (; waiting > 0; waiting--) {
            sum += Long.parseLong(answer());
        }
        return sum;
    }

    private String answer() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> rest;
            case '$' -> rest.equals("-1") ? "" : bulk(Integer.parseInt(rest));
            case '*' -> list(rest);
            default -> throw new IOException(rest);
        };
    }

    private String bulk(int length) throws IOException {
        String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        in.skipNBytes(2);
        return text;
    }

    private String list(String length) throws IOException {
        for (int i = Integer.parseInt(length); i > 0; i--) {
            answer();
        }
        return length;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("Redis closed the connection");
            }
            line.append((char) next);
        }
        in.skipNBytes(1);
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
