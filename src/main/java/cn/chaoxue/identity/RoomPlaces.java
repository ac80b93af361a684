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

    /// Passwords per second this process gets through.
    double perSecond() {
        return passwords.perSecond();
    }

    /// How long those inside take to be served.
    double secondsTaken() {
        return taken.get() / perSecond();
    }

    /// How many to call up for a period of `seconds`: as many as are served in it while half the places are taken, none
    /// when all are, more when they empty because people who were called up stay away.
    double wanted(double seconds) {
        double vacancy = 1 - taken.get() / (double) target();
        double pace = taken.get() == 0 ? CATCHING_UP : Math.max(0, 1 + STEEPNESS * vacancy);
        return pace * perSecond() * seconds;
    }

    private int target() {
        return Math.max(1, places / 2);
    }
}
