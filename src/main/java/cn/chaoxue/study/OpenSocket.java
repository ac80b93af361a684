package cn.chaoxue.study;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import org.jboss.logging.Logger;

/// One study socket and how long nothing came from it. A client that vanished without a word leaves a connection that
/// looks open: it is asked for a sign of life, and closed when none comes.
final class OpenSocket {

    private static final Logger LOG = Logger.getLogger(OpenSocket.class);
    private static final Buffer PING = Buffer.buffer();

    /// Looks in a row that find nothing new: the first asks, the third gives up.
    private static final int GIVEN_UP = 3;

    private final ServerWebSocket socket;
    private volatile int silentLooks;

    OpenSocket(ServerWebSocket socket) {
        this.socket = socket;
        socket.pongHandler(_ -> heard());
    }

    ServerWebSocket socket() {
        return socket;
    }

    /// Something came: a frame, or the answer to a ping.
    void heard() {
        silentLooks = 0;
    }

    /// Called at an even pace by one caller.
    void look() {
        int looks = silentLooks + 1;
        silentLooks = looks;
        try {
            if (looks >= GIVEN_UP) {
                socket.close();
            } else if (looks > 1) {
                socket.writePing(PING);
            }
        } catch (IllegalStateException closedMeanwhile) {
            LOG.debugf("a study socket closed by itself: %s", closedMeanwhile.getMessage());
        }
    }
}
