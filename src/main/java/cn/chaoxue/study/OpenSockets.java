package cn.chaoxue.study;

import cn.chaoxue.platform.shutdown.Leaving;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.http.ServerWebSocket;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The study sockets of this process. When it is told to end they all close as 1001 "going away": clients come back to
/// another process and send again what was not answered.
@Singleton
class OpenSockets {

    private static final short GOING_AWAY = 1001;

    private final Set<ServerWebSocket> open = ConcurrentHashMap.newKeySet();
    private final StudyMetrics metrics;
    private final Leaving leaving;

    OpenSockets(StudyMetrics metrics, Leaving leaving) {
        this.metrics = metrics;
        this.leaving = leaving;
    }

    /// Counts the socket in, and out once it has closed; false where it is closed at once.
    boolean add(ServerWebSocket socket) {
        open.add(socket);
        metrics.socketOpened();
        socket.closeHandler(_ -> remove(socket));
        if (leaving.begun()) {
            // Its handshake was under way when all others were told.
            end(socket);
            return false;
        }
        return true;
    }

    void endAll(@Observes ShutdownDelayInitiatedEvent told) {
        open.forEach(OpenSockets::end);
    }

    private static void end(ServerWebSocket socket) {
        socket.close(GOING_AWAY, "this process ends");
    }

    private void remove(ServerWebSocket socket) {
        open.remove(socket);
        metrics.socketClosed();
    }
}
