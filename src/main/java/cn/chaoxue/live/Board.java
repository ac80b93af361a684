package cn.chaoxue.live;

import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.identity.Caller;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// One unit's board as all its watchers see it: the newest known counts and their latest rendering. Counts never go
/// back, whatever the order in which messages and re-reads arrive. Safe from any thread.
final class Board {

    private static final int RETIRED = -1;

    private final BoardSnapshot places;
    private final Map<Long, UnitTally> counts = new ConcurrentHashMap<>();
    private final AtomicInteger watchers = new AtomicInteger();
    private volatile boolean changed;
    private volatile int onlineDigest;
    private volatile Frame frame;

    Board(BoardSnapshot snapshot, BoardRenderer renderer) {
        this.places = snapshot;
        snapshot.tallies().forEach(tally -> counts.put(tally.unitId(), tally));
        this.frame = renderer.render(places, counts, 1);
    }

    BoardKey key() {
        return places.key();
    }

    Frame frame() {
        return frame;
    }

    Collection<UnitTally> counts() {
        return counts.values();
    }

    List<UnitKey> units() {
        return counts().stream().map(UnitKey::of).toList();
    }

    int size() {
        return places.size();
    }

    boolean visibleTo(Caller caller) {
        return places.visibleTo(caller);
    }

    /// Takes counts newer than its own.
    Offer offer(UnitTally tally) {
        UnitTally known = counts.get(tally.unitId());
        if (known == null || known.version() >= tally.version()) {
            return Offer.OLD;
        }
        counts.merge(tally.unitId(), tally, (mine, offered) -> offered.version() > mine.version() ? offered : mine);
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

    /// What an offer did.
    enum Offer {
        /// Not newer than what is known.
        OLD,
        NEW,
        /// Newer, on top of a change not yet sent.
        CONFLATED
    }
}
