package cn.chaoxue.study;

import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.ProblemException;
import cn.chaoxue.platform.schedule.WorkerLoop;
import cn.chaoxue.platform.shutdown.Leaving;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.ServerWebSocket;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/// The study sockets of this process, at most so many: each holds a descriptor, and without one left nobody gets in to
/// submit either. When the process is told to end they all close as 1001 "going away": clients come back to another
/// process and send again what was not answered.
@Singleton
class OpenSockets {

    private static final short GOING_AWAY = 1001;

    private final Set<OpenSocket> open = ConcurrentHashMap.newKeySet();
    private final StudyMetrics metrics;
    private final StudyConfig config;
    private final Leaving leaving;
    private final WorkerLoop looks;

    OpenSockets(StudyMetrics metrics, StudyConfig config, Leaving leaving) {
        this.metrics = metrics;
        this.config = config;
        this.leaving = leaving;
        this.looks = new WorkerLoop("study-sockets", config.socketLookEvery(), this::look);
    }

    void start(@Observes StartupEvent started) {
        looks.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        looks.stop();
    }

    /// Counts a socket in before its handshake, or refuses it. Who is counted in goes on to [#add] or [#left].
    void admit() {
        if (!metrics.admitSocket(config.maxSockets())) {
            throw full();
        }
    }

    /// A socket counted in whose handshake failed.
    void left() {
        metrics.socketClosed();
    }

    /// Keeps the socket until it has closed, and counts it out then; empty where it is closed already or at once.
    Optional<OpenSocket> add(ServerWebSocket socket) {
        if (socket.isClosed()) {
            left();
            return Optional.empty();
        }
        OpenSocket here = new OpenSocket(socket);
        socket.closeHandler(_ -> remove(here));
        open.add(here);
        if (leaving.begun()) {
            // Its handshake was under way when all others were told.
            end(here);
            return Optional.empty();
        }
        return Optional.of(here);
    }

    void endAll(@Observes ShutdownDelayInitiatedEvent told) {
        open.forEach(OpenSockets::end);
    }

    private Uni<Integer> look() {
        open.forEach(OpenSocket::look);
        return Uni.createFrom().item(0);
    }

    private ProblemException full() {
        long least = config.heartbeatEvery().toMillis();
        return Problem.overloaded(
                "Too many sockets are open here; send heartbeats one by one, or try again.",
                Duration.ofMillis(least + ThreadLocalRandom.current().nextLong(least)));
    }

    private static void end(OpenSocket here) {
        here.socket().close(GOING_AWAY, "this process ends");
    }

    private void remove(OpenSocket here) {
        open.remove(here);
        left();
    }
}
