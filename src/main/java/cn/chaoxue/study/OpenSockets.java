package cn.chaoxue.study;

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

    OpenSockets(StudyMetrics metrics) {
        this.metrics = metrics;
    }

    /// Counts the socket in, and out once it has closed.
    void add(ServerWebSocket socket) {
        open.add(socket);
        metrics.socketOpened();
        socket.closeHandler(_ -> remove(socket));
    }

    void endAll(@Observes ShutdownDelayInitiatedEvent told) {
        open.forEach(socket -> socket.close(GOING_AWAY, "this process ends"));
    }

    private void remove(ServerWebSocket socket) {
        open.remove(socket);
        metrics.socketClosed();
    }
}
