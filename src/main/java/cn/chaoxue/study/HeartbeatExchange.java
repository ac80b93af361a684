package cn.chaoxue.study;

import cn.chaoxue.campaign.Presence;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.study.HeartbeatOutcome.Accepted;
import cn.chaoxue.study.HeartbeatOutcome.Invalid;
import cn.chaoxue.study.HeartbeatOutcome.NotEnrolled;
import cn.chaoxue.study.HeartbeatOutcome.Shed;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.vertx.core.Future;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One heartbeat message and its answer, whatever carries them: the HTTP route and the WebSocket share it.
@Singleton
class HeartbeatExchange {

    private final Heartbeats heartbeats;
    private final Pacing pacing;
    private final StudyMetrics metrics;
    private final Optional<Presence> presence;
    private final ObjectReader requests;

    HeartbeatExchange(
            Heartbeats heartbeats,
            Pacing pacing,
            StudyMetrics metrics,
            Instance<Presence> presence,
            ObjectMapper mapper) {
        this.heartbeats = heartbeats;
        this.pacing = pacing;
        this.metrics = metrics;
        this.presence = presence.stream().findFirst();
        this.requests = mapper.readerFor(HeartbeatRequest.class);
    }

    /// The answer as JSON; fails with a problem where the heartbeat is refused.
    /// @param message UTF-8
    Future<String> answer(Caller caller, byte[] message) {
        long begin = System.nanoTime();
        presence.ifPresent(live -> live.seen(caller));
        return Future.succeededFuture(message)
                .map(this::read)
                .compose(request -> heartbeats.accept(caller.id(), request))
                .map(this::write)
                .onComplete(_ -> metrics.answered(System.nanoTime() - begin));
    }

    /// Only what is not written the plain way takes the general reader, which also words what is wrong with it.
    private HeartbeatRequest read(byte[] message) {
        HeartbeatRequest plain = new HeartbeatScanner(message).scan();
        return plain == null ? readAnyhow(message) : plain;
    }

    private HeartbeatRequest readAnyhow(byte[] message) {
        try {
            @Nullable HeartbeatRequest request = requests.readValue(message);
            if (request == null) {
                throw Problem.invalid("body", "expected a heartbeat");
            }
            return request;
        } catch (JsonProcessingException malformed) {
            throw Problem.of(malformed);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String write(HeartbeatOutcome outcome) {
        return switch (outcome) {
            case Accepted(HeartbeatView view) -> view.json();
            case NotEnrolled() -> throw Problem.notFound();
            case Invalid(var errors) -> throw Problem.invalid(errors);
            case Shed() -> throw pacing.refusal();
        };
    }
}
