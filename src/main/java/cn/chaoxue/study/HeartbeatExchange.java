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
import com.fasterxml.jackson.databind.ObjectWriter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
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
    private final Optional<Presence> presence;
    private final ObjectReader requests;
    private final ObjectWriter views;

    HeartbeatExchange(Heartbeats heartbeats, Pacing pacing, Instance<Presence> presence, ObjectMapper mapper) {
        this.heartbeats = heartbeats;
        this.pacing = pacing;
        this.presence = presence.stream().findFirst();
        this.requests = mapper.readerFor(HeartbeatRequest.class);
        this.views = mapper.writerFor(HeartbeatView.class);
    }

    /// The answer as JSON; fails with a problem where the heartbeat is refused.
    Uni<Buffer> answer(Caller caller, Buffer message) {
        presence.ifPresent(live -> live.seen(caller));
        return Uni.createFrom()
                .item(() -> read(message))
                .chain(request -> heartbeats.accept(caller.id(), request))
                .map(this::write);
    }

    private HeartbeatRequest read(Buffer message) {
        try {
            @Nullable HeartbeatRequest request = requests.readValue(message.getBytes());
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

    private Buffer write(HeartbeatOutcome outcome) {
        return switch (outcome) {
            case Accepted(HeartbeatView view) -> json(view);
            case NotEnrolled() -> throw Problem.notFound();
            case Invalid(var errors) -> throw Problem.invalid(errors);
            case Shed() -> throw pacing.refusal();
        };
    }

    private Buffer json(HeartbeatView view) {
        try {
            return Buffer.buffer(views.writeValueAsBytes(view));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
