package cn.chaoxue.live;

import cn.chaoxue.campaign.UnitTally;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// One unit's board as all its watchers see it: what the tree has it show, the newest known counts and their
/// latest rendering. Neither goes back, whatever the order in which messages and re-reads arrive. Safe from any
/// thread.
final class Board {

    private static final int RETIRED = -1;

    private final BoardKey key;
    private final Map<Long, UnitTally> counts = new ConcurrentHashMap<>();
    private final AtomicInteger watchers = new AtomicInteger();
    private volatile BoardSnapshot places;
    private volatile boolean changed;
    private volatile int onlineDigest;
    private volatile Frame frame;

    Board(BoardSnapshot snapshot, BoardRenderer renderer) {
        this.key = snapshot.key();
        this.places = snapshot;
        snapshot.tallies().forEach(tally -> counts.put(tally.unitId(), tally));
        this.frame = renderer.render(places, counts, 1);
    }

    BoardKey key() {
        return key;
    }

    Frame frame() {
        return frame;
    }

    Collection<UnitTally> counts() {
        return counts.values();
    }

    /// Which version of the tree it shows.
    long treeVersion() {
        return places.treeVersion();
    }

    /// Has it hear of what it shows, where it is not retired.
    synchronized void enlist(WatchedUnits watched) {
        if (watchers.get() != RETIRED) {
            watched.add(this, units(places));
        }
    }

    /// It hears of nothing any more. Retired before.
    synchronized void delist(WatchedUnits watched) {
        watched.remove(this, units(places));
    }

    /// Shows what the tree says now, where this was read from a later one than it shows, and takes newer
    /// counts. Who may see it is decided by that at once; a frame is rendered only where it would look different:
    /// most changes of the tree are about units of other boards.
    synchronized void take(BoardSnapshot now, WatchedUnits watched) {
        if (now.treeVersion() > places.treeVersion() && watchers.get() != RETIRED) {
            Set<UnitKey> gone = new HashSet<>(units(places));
            List<UnitKey> here = units(now);
            here.forEach(gone::remove);
            now.tallies().forEach(tally -> counts.putIfAbsent(tally.unitId(), tally));
            watched.add(this, here);
            if (!now.shown().equals(places.shown())) {
                changed = true;
            }
            places = now;
            frame = frame.at(now);
            watched.remove(this, gone);
            gone.forEach(unit -> counts.remove(unit.unitId()));
        }
        now.tallies().forEach(this::offer);
    }

    /// Takes counts newer than its own.
    Offer offer(UnitTally tally) {
        UnitTally known = counts.get(tally.unitId());
        if (known == null || known.version() >= tally.version()) {
            return Offer.OLD;
        }
        counts.computeIfPresent(tally.unitId(), (_, mine) -> tally.version() > mine.version() ? tally : mine);
        Offer outcome = changed ? Offer.CONFLATED : Offer.NEW;
        changed = true;
        return outcome;
    }

    /// Has the next pass render it where the numbers of learners online have changed.
    void noteOnline(OnlineNow online) {
        int digest = counts.keySet().stream().mapToInt(online::at).reduce(1, (all, one) -> 31 * all + one);
        if (digest != onlineDigest) {
            onlineDigest = digest;
            changed = true;
        }
    }

    /// Renders what has changed since the last time.
    synchronized boolean renderIfChanged(BoardRenderer renderer) {
        if (!changed) {
            return false;
        }
        // Lowered first: what arrives while we render is rendered again.
        changed = false;
        frame = renderer.render(places, counts, frame.number() + 1);
        return true;
    }

    /// Counts a watcher in; false where the board has just been retired and must be opened anew.
    boolean enter() {
        return watchers.updateAndGet(n -> n == RETIRED ? RETIRED : n + 1) != RETIRED;
    }

    void leave() {
        watchers.decrementAndGet();
    }

    /// Ends a board nobody watches; from then on nobody can enter it.
    boolean retire() {
        return watchers.compareAndSet(0, RETIRED);
    }

    private static List<UnitKey> units(BoardSnapshot places) {
        return places.tallies().map(UnitKey::of).toList();
    }

    /// What an offer did.
    enum Offer {
        /// Not newer than what is known.
        OLD,
        NEW,
        /// Newer, on top of a change not yet sent.
        CONFLATED
    }
}
