package cn.chaoxue.live;

import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.live.BoardSnapshot.Line;
import cn.chaoxue.live.TallyView.ChildView;
import cn.chaoxue.platform.clock.SharedClock;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns a board into the bytes of one server-sent event, shared by all its watchers.
@ApplicationScoped
class BoardRenderer {

    private final ObjectMapper json;
    private final OnlineNow online;
    private final SharedClock clock;

    BoardRenderer(ObjectMapper json, OnlineNow online, SharedClock clock) {
        this.json = json;
        this.online = online;
        this.clock = clock;
    }

    /// The board as it was read, with who is online now.
    TallyView view(BoardSnapshot snapshot) {
        Line unit = snapshot.unit();
        return TallyView.of(unit.unit(), unit.tally(), online(unit), snapshot.asOf(), children(snapshot, Map.of()));
    }

    /// The board with newer counts.
    Frame render(BoardSnapshot places, Map<Long, UnitTally> counts, long number) {
        Line unit = places.unit();
        UnitTally tally = counts.getOrDefault(unit.unit().id(), unit.tally());
        TallyView view = TallyView.of(unit.unit(), tally, online(unit), clock.instant(), children(places, counts));
        return new Frame(places, number, tally.version(), tally.changedAt(), event(view));
    }

    private @Nullable List<ChildView> children(BoardSnapshot places, Map<Long, UnitTally> counts) {
        if (!places.key().children()) {
            return null;
        }
        return places.children().stream()
                .map(line -> ChildView.of(
                        line.unit(), counts.getOrDefault(line.unit().id(), line.tally()), online(line)))
                .toList();
    }

    private int online(Line line) {
        return online.at(line.unit().id());
    }

    private Buffer event(TallyView view) {
        try {
            return Buffer.buffer("event: tally\nid: " + view.version() + "\ndata: ")
                    .appendBytes(json.writeValueAsBytes(view))
                    .appendString("\n\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a board that cannot be written", e);
        }
    }
}
