package cn.chaoxue.live;

import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.platform.problem.Unavailable;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The boards open in this process, each once however many watch it. Takes new counts from messages and from
/// re-reads alike; neither Redis nor a lost message can leave a wrong number standing longer than one re-read,
/// nor does a change of the unit tree leave a board showing what has gone, or open to those it has left.
@Startup
@ApplicationScoped
class BoardHub {

    private static final Duration LATER = Duration.ofSeconds(10);

    private final BoardLoader loader;
    private final BoardRepository repository;
    private final BoardRenderer renderer;
    private final OnlineNow online;
    private final LiveConfig config;
    private final BoardMetrics metrics;
    private final Map<BoardKey, Board> boards = new ConcurrentHashMap<>();
    private final WatchedUnits watching = new WatchedUnits();

    BoardHub(
            BoardLoader loader,
            BoardRepository repository,
            BoardRenderer renderer,
            OnlineNow online,
            LiveConfig config,
            BoardMetrics metrics) {
        this.loader = loader;
        this.repository = repository;
        this.renderer = renderer;
        this.online = online;
        this.config = config;
        this.metrics = metrics;
        metrics.watch(this, loader);
    }

    /// The board, at least as new as `version` (what the client saw before it came back); empty where it does not
    /// exist. The caller is counted in and calls [Board#leave] once. Fails as [Unavailable] at a bound.
    Uni<Optional<Board>> open(BoardKey key, long version) {
        Board open = boards.get(key);
        if (open != null && open.frame().version() >= version && open.enter()) {
            return Uni.createFrom().item(Optional.of(open));
        }
        return loader.load(key).map(found -> found.map(this::admit));
    }

    /// Takes counts from a message: newer ones win, others are ignored.
    void offer(Collection<UnitTally> tallies) {
        for (UnitTally tally : tallies) {
            for (Board board : watching.showing(UnitKey.of(tally))) {
                metrics.offered(board.offer(tally));
            }
        }
    }

    /// One step of the self-healing loop: reads again what is watched, and where it stands if the tree has
    /// changed.
    Uni<Integer> reread() {
        Collection<UnitTally> known = known();
        if (known.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return repository
                .newerThan(known)
                .invoke(this::heal)
                .chain(repository::treeVersion)
                .chain(this::followTree)
                .replaceWith(0);
    }

    /// Renders every board that has changed and retires those nobody watches.
    void render() {
        for (Board board : List.copyOf(boards.values())) {
            if (board.retire()) {
                forget(board);
            } else {
                board.renderIfChanged(renderer);
            }
        }
    }

    /// Has boards whose numbers of learners online have changed rendered with the next pass.
    void noteOnline() {
        boards.values().forEach(board -> board.noteOnline(online));
    }

    /// Units in memory for boards.
    int watchedUnits() {
        return watching.size();
    }

    private Board admit(BoardSnapshot snapshot) {
        Board board = boards.compute(snapshot.key(), (_, known) -> entered(known, snapshot));
        board.enlist(watching);
        board.take(snapshot, watching);
        board.renderIfChanged(renderer);
        return board;
    }

    /// The known board where it still lives, else a new one; with one watcher more.
    private Board entered(@Nullable Board known, BoardSnapshot snapshot) {
        if (known != null && known.enter()) {
            return known;
        }
        if (watching.size() + snapshot.size() > config.maxWatchedUnits()) {
            throw new Unavailable("boards: too many units are watched", LATER);
        }
        Board board = new Board(snapshot, renderer);
        board.enter();
        return board;
    }

    private void forget(Board board) {
        boards.remove(board.key(), board);
        board.delist(watching);
    }

    /// Reads boards that show an earlier tree, some at a time, so that one statement never takes long.
    private Uni<Void> followTree(long treeVersion) {
        List<BoardKey> behind = boards.values().stream()
                .filter(board -> board.treeVersion() < treeVersion)
                .map(Board::key)
                .toList();
        return Multi.createFrom()
                .iterable(behind)
                .group()
                .intoLists()
                .of(config.boardsPerRead())
                .onItem()
                .transformToUniAndConcatenate(keys -> repository.read(keys).invoke(this::replace))
                .onItem()
                .ignoreAsUni();
    }

    private void replace(Map<BoardKey, BoardSnapshot> found) {
        found.forEach((key, now) -> {
            Board board = boards.get(key);
            if (board != null) {
                board.take(now, watching);
            }
        });
    }

    private void heal(List<UnitTally> newer) {
        metrics.healed(newer);
        offer(newer);
    }

    /// The oldest version known of each watched unit: what any of its boards lacks.
    private Collection<UnitTally> known() {
        Map<UnitKey, UnitTally> known = new HashMap<>();
        for (Board board : boards.values()) {
            board.counts()
                    .forEach(tally ->
                            known.merge(UnitKey.of(tally), tally, (a, b) -> a.version() <= b.version() ? a : b));
        }
        return known.values();
    }
}
