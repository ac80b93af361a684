package cn.chaoxue.live;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.fixture.InTime;
import cn.chaoxue.org.UnitLevel;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WatchedUnitsTest {

    private static final int TIMES = 1_000_000;

    @Inject
    BoardRenderer renderer;

    private final WatchedUnits watched = new WatchedUnits();

    /// The last board of a unit goes at the very moment another comes, time and again.
    @Test
    void boardAddedWhileTheLastOneGoes_isFound() {
        List<UnitKey> unit = List.of(new UnitKey(1, 1));
        Board coming = board();
        Board going = board();
        AtomicBoolean over = new AtomicBoolean();

        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                watched.add(going, unit);
                watched.remove(going, unit);
            }
        });
        long deaf = IntStream.range(0, TIMES)
                .filter(_ -> {
                    watched.add(coming, unit);
                    boolean found = watched.showing(unit.getFirst()).contains(coming);
                    watched.remove(coming, unit);
                    return !found;
                })
                .count();
        over.set(true);
        InTime.done(others);

        assertThat(deaf).isZero();
        assertThat(watched.size()).isZero();
    }

    private Board board() {
        UnitView unit = new UnitView(1, "团中央", "/1/", UnitLevel.CENTRE, false);
        UnitTally none = new UnitTally(1, 1, 0, 0, 0, 0, 0, 0, Instant.EPOCH);
        BoardSnapshot.Line line = new BoardSnapshot.Line(unit, none);
        BoardKey key = new BoardKey(1, 1, false);
        return new Board(new BoardSnapshot(key, 0, "/1/", Instant.EPOCH, List.of(), line, List.of()), renderer);
    }
}
