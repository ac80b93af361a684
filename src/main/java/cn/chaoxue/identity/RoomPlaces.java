package cn.chaoxue.identity;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/// The places this process has for people logging in, and how quickly it may call up the next. Half of the places keep
/// the hashing threads busy; the other half takes those who return all at once.
@Singleton
class RoomPlaces {

    private static final double STEEPNESS = 2;
    private static final double CATCHING_UP = 8;

    private final Passwords passwords;
    private final int places;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger served = new AtomicInteger();
    /// Called up, found no place, and will be back for the next that are free.
    private final AtomicInteger expected = new AtomicInteger();

    RoomPlaces(Passwords passwords, IdentityConfig config) {
        this.passwords = passwords;
        this.places = config.waitingRoom().places();
    }

    /// Takes a place before anybody knows for whom: what is asked of Redis at the same time never adds up to more.
    Taken take() {
        int before = taken.getAndIncrement();
        return new Taken(before < places, before < target());
    }

    /// Whether the place taken may go to a ticket holder, and to somebody without.
    record Taken(boolean forHolder, boolean forNewcomer) {}

    void free() {
        taken.decrementAndGet();
    }

    /// Frees the place of somebody who was let in.
    void leave() {
        served.incrementAndGet();
        free();
    }

    /// How many left since this was asked last.
    int takeServed() {
        return served.getAndSet(0);
    }

    /// Whether somebody waits inside for a hashing thread: what is served now is what can be.
    boolean busy() {
        return taken.get() > passwords.threads();
    }

    /// Passwords per second this process gets through.
    double perSecond() {
        return passwords.perSecond();
    }

    /// Somebody who was called up finds no place. Answers how many seconds those inside, and those who were turned away
    /// before, take to be served: whoever comes back all at once is turned away all at once.
    double turnAway() {
        return (taken.get() + expected.getAndIncrement()) / perSecond();
    }

    /// How many to call up for a period of `seconds`: as many as are served in it while half the places are taken,
    /// none when all are or those will be back who found none, more when they empty because people who were called
    /// up stay away.
    double wanted(double seconds) {
        double served = perSecond() * seconds;
        int coming = expected.updateAndGet(before -> Math.max(0, before - (int) Math.ceil(served)));
        int occupied = taken.get() + coming;
        double vacancy = 1 - occupied / (double) target();
        double pace = occupied == 0 ? CATCHING_UP : Math.max(0, 1 + STEEPNESS * vacancy);
        return pace * served;
    }

    private int target() {
        return Math.max(1, places / 2);
    }
}
