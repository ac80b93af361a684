package cn.chaoxue.live;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.org.UnitLevel;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which changes of the unit tree are worth a frame.
@QuarkusTest
class BoardTest {

    private static final UnitView PROVINCE = new UnitView(2, "甲省", "/1/2/", UnitLevel.PROVINCE, true);
    private static final UnitView CITY = new UnitView(3, "乙市", "/1/2/3/", UnitLevel.CITY, false);
    private static final UnitView OTHER = new UnitView(4, "丙市", "/1/2/4/", UnitLevel.CITY, false);

    @Inject
    BoardRenderer renderer;

    private final WatchedUnits watched = new WatchedUnits();
    private Board board;

    @BeforeEach
    void boardOfAProvince() {
        board = new Board(snapshot(1, "/1/", 5, PROVINCE, CITY, OTHER), renderer);
        board.enlist(watched);
    }

    @Test
    void treeChangedElsewhere_rendersNothing() {
        Frame before = board.frame();

        board.take(snapshot(2, "/1/", 5, PROVINCE, CITY, OTHER), watched);

        assertThat(board.renderIfChanged(renderer)).isFalse();
        assertThat(board.frame().number()).isEqualTo(before.number());
        assertThat(board.treeVersion()).as("is not read again").isEqualTo(2);
    }

    /// Who may see it is asked of the frame.
    @Test
    void ownerMovedAway_isKnownThoughNothingLooksDifferent() {
        board.take(snapshot(2, "/1/9/", 5, PROVINCE, CITY, OTHER), watched);

        assertThat(board.frame().places().ownerPath()).isEqualTo("/1/9/");
        assertThat(board.renderIfChanged(renderer)).isFalse();
    }

    @Test
    void nameOrOrderOrPlaceOrChildrenDiffer_isRendered() {
        rendered(snapshot(2, "/1/", 5, PROVINCE, OTHER, CITY));
        UnitView renamed = new UnitView(3, "乙市（新）", "/1/2/3/", UnitLevel.CITY, false);
        rendered(snapshot(3, "/1/", 5, PROVINCE, OTHER, renamed));
        rendered(snapshot(4, "/1/", 5, PROVINCE, OTHER));
        UnitView moved = new UnitView(2, "甲省", "/1/8/2/", UnitLevel.PROVINCE, true);
        rendered(snapshot(5, "/1/", 5, moved, OTHER));
        UnitView parent = new UnitView(4, "丙市", "/1/2/4/", UnitLevel.CITY, true);
        rendered(snapshot(6, "/1/", 5, moved, parent));
    }

    @Test
    void countsMovedWithTheTree_areRendered() {
        rendered(snapshot(2, "/1/", 6, PROVINCE, CITY, OTHER));
    }

    private void rendered(BoardSnapshot now) {
        board.take(now, watched);
        assertThat(board.renderIfChanged(renderer)).isTrue();
        assertThat(board.frame().places()).isEqualTo(now);
    }

    private static BoardSnapshot snapshot(
            long treeVersion, String ownerPath, long version, UnitView unit, UnitView... children) {
        return new BoardSnapshot(
                new BoardKey(1, unit.id(), true),
                treeVersion,
                ownerPath,
                Instant.EPOCH,
                List.of(),
                line(unit, version),
                Arrays.stream(children).map(child -> line(child, version)).toList());
    }

    private static BoardSnapshot.Line line(UnitView unit, long version) {
        return new BoardSnapshot.Line(unit, new UnitTally(1, unit.id(), 0, 0, 0, 0, 0, version, Instant.EPOCH));
    }
}
