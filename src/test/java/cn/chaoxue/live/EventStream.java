package cn.chaoxue.live;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A watcher at socket level, so that a test can also be one who does not read.
final class EventStream implements AutoCloseable {

    private final Socket socket;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private EventStream(Socket socket) {
        this.socket = socket;
    }

    /// Opens the stream and reads all that comes.
    static EventStream open(int port, String path, String token) throws IOException {
        EventStream stream = connect(port, path, token, 64 * 1024);
        Thread.ofVirtual().start(stream::read);
        return stream;
    }

    /// Opens the stream and never reads a byte.
    static EventStream stalled(int port, String path, String token) throws IOException {
        return connect(port, path, token, 2048);
    }

    /// Everything received, headers first.
    List<String> lines() {
        return List.copyOf(lines);
    }

    /// The events' data so far.
    List<JsonObject> events() {
        List<JsonObject> events = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("data: ")) {
                events.add(new JsonObject(line.substring("data: ".length())));
            }
        }
        return events;
    }

    JsonObject last() {
        List<JsonObject> events = events();
        return events.isEmpty() ? new JsonObject() : events.getLast();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static EventStream connect(int port, String path, String token, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(receiveBuffer);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
                + "Accept-Encoding: gzip\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return new EventStream(socket);
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            String line = in.readLine();
            while (line != null) {
                lines.add(line);
                line = in.readLine();
            }
        } catch (IOException _) {
            lines.add("closed");
        }
    }
}
