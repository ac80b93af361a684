package cn.chaoxue.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// One connection to a Redis server, spoken to by inline commands.
final class RedisLine implements AutoCloseable {

    private final Socket socket;

    private RedisLine(Socket socket) {
        this.socket = socket;
    }

    static RedisLine to(EmbeddedRedis redis) {
        try {
            Socket socket = new Socket("127.0.0.1", redis.port());
            socket.setSoTimeout(30_000);
            RedisLine line = new RedisLine(socket);
            line.ask("AUTH " + URI.create(redis.hosts()).getUserInfo().substring(1));
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The raw answer, protocol marks included.
    String ask(String command) {
        try {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            byte[] answer = new byte[4096];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(0, length), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
