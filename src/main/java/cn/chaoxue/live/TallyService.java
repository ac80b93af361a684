package cn.chaoxue.live;

import cn.chaoxue.identity.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Counts and trends for one who may see them; empty where campaign or unit is absent or foreign (A1.5).
@ApplicationScoped
class TallyService {

    private final BoardLoader boards;
    private final BoardRenderer renderer;
    private final RecountRepository recounts;
    private final TrendRepository trends;
    private final TallyRepair repairs;

    TallyService(
            BoardLoader boards,
            BoardRenderer renderer,
            RecountRepository recounts,
            TrendRepository trends,
            TallyRepair repairs) {
        this.boards = boards;
        this.renderer = renderer;
        this.recounts = recounts;
        this.trends = trends;
        this.repairs = repairs;
    }

    /// The unit, its children and the superiors the caller may go up to.
    Uni<Optional<TallyView>> tally(Caller caller, UnitKey at) {
        return visible(caller, at, true).map(found -> found.map(board -> view(caller, board)));
    }

    /// The same with the unit counted anew from the facts.
    Uni<Optional<TallyView>> recounted(Caller caller, UnitKey at) {
        return visible(caller, at, true)
                .chain(found -> found.map(board -> recounted(caller, board))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /// Increments of the last minutes.
    Uni<Optional<TrendView>> trend(Caller caller, UnitKey at, int minutes) {
        return visible(caller, at, false)
                .chain(found -> found.map(board -> trend(board, at, minutes))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /// Sets the campaign's counts to what the facts say and yields the unit's.
    Uni<Optional<TallyView>> repaired(Caller caller, UnitKey at) {
        return visible(caller, at, true)
                .chain(found -> found.map(_ -> repair(caller, at))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<TallyView>> repair(Caller caller, UnitKey at) {
        return repairs.repair(caller, at.campaignId()).chain(() -> recounted(caller, at));
    }

    private Uni<Optional<BoardSnapshot>> visible(Caller caller, UnitKey at, boolean children) {
        return boards.load(new BoardKey(at.campaignId(), at.unitId(), children))
                .map(found -> found.filter(board -> board.visibleTo(caller)));
    }

    private Uni<Optional<TallyView>> recounted(Caller caller, BoardSnapshot board) {
        BoardKey key = board.key();
        return recounts.recount(new UnitKey(key.campaignId(), key.unitId()))
                .map(recount -> Optional.of(view(caller, board.withTally(recount.stored()))
                        .withRecount(recount.counted(), recount.drift())));
    }

    private Uni<Optional<TrendView>> trend(BoardSnapshot board, UnitKey at, int minutes) {
        return trends.points(at, minutes)
                .map(points -> Optional.of(new TrendView(board.unit().unit(), points)));
    }

    private TallyView view(Caller caller, BoardSnapshot board) {
        List<UnitView> parents = board.parents().stream()
                .filter(parent -> caller.reaches(parent.path()))
                .toList();
        return renderer.view(board).withParents(parents);
    }
}
