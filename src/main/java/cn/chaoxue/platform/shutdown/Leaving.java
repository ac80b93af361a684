package cn.chaoxue.platform.shutdown;

import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.ProblemException;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Whether this process was told to end. It then goes on answering for `quarkus.shutdown.delay`, each answer with
/// `Connection: close` and readiness down, so that balancers and clients leave by themselves. What stays open for long
/// (boards, study sockets) is ended at once by its owner, who observes the same event, and is not opened anew here.
@Singleton
public class Leaving {

    private static final Duration ELSEWHERE = Duration.ofSeconds(1);
    /// Before anybody ends a stream whose reader might come back.
    private static final int FIRST = 1;

    private volatile boolean begun;

    void begin(@Observes @Priority(FIRST) ShutdownDelayInitiatedEvent told) {
        begun = true;
    }

    /// True from then on: what opens a long connection asks again once it is on record, or it would miss its end.
    public boolean begun() {
        return begun;
    }

    /// Lets a request for a long connection pass, or throws 503 with `Retry-After`: another process takes it.
    public void requireStaying() throws ProblemException {
        if (begun) {
            throw refusal();
        }
    }

    /// What such a request is turned away with.
    public ProblemException refusal() {
        return Problem.overloaded("This process is being replaced; connect again.", ELSEWHERE);
    }
}
