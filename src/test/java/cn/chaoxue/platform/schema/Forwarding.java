package cn.chaoxue.platform.schema;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// A server that comes later: from its making on, one port leads to another.
final class Forwarding implements AutoCloseable {

    private final ServerSocket door;

    Forwarding(int from, int to) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        door = new ServerSocket(from, 50, here);
        Thread.startVirtualThread(() -> {
            try {
                while (true) {
                    Socket in = door.accept();
                    Socket out = new Socket(here, to);
                    Thread.startVirtualThread(() -> pass(in, out));
                    Thread.startVirtualThread(() -> pass(out, in));
                }
            } catch (IOException _) {
                // Closed: the test is over.
            }
        });
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // The other end is gone, and so is this one.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
