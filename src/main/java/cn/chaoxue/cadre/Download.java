package cn.chaoxue.cadre;

import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// A file on its way. It goes on only as long as whoever asked for it may have it, keeps reading, and is not longer
/// at it than a file takes; else it breaks off without its end.
final class Download {

    /// With the two seconds a revocation may take to be known, well below five.
    private static final long LOOK_EVERY_MS = 1000;

    private static final long NOT_WAITING = 0;

    private final BooleanSupplier stillAllowed;
    private final Runnable breakOff;
    private final Duration forOnePiece;
    private final Duration forAll;
    private final long begun = System.nanoTime();
    private volatile long handed = NOT_WAITING;

    /// `breakOff` closes the connection: a reader who takes nothing asks for nothing, and would never see a failure.
    Download(BooleanSupplier stillAllowed, Runnable breakOff, CadreConfig config) {
        this(stillAllowed, breakOff, config.slowestPiece(), config.longestDownload());
    }

    Download(BooleanSupplier stillAllowed, Runnable breakOff, Duration forOnePiece, Duration forAll) {
        this.stillAllowed = stillAllowed;
        this.breakOff = breakOff;
        this.forOnePiece = forOnePiece;
        this.forAll = forAll;
    }

    /// The pieces, each made when the one before was taken; fails with [BrokenOff] where it may not be made any more.
    Multi<byte[]> watched(Multi<byte[]> pieces, Vertx vertx) {
        return Multi.createFrom().deferred(() -> {
            long looking = vertx.setPeriodic(LOOK_EVERY_MS, _ -> look());
            return asking(pieces).onTermination().invoke(() -> vertx.cancelTimer(looking));
        });
    }

    private Multi<byte[]> asking(Multi<byte[]> pieces) {
        return pieces.onRequest().invoke(this::taken).onItem().invoke(() -> handed = System.nanoTime());
    }

    private void taken() {
        handed = NOT_WAITING;
        if (!stillAllowed.getAsBoolean()) {
            throw new BrokenOff();
        }
    }

    private void look() {
        if (!stillAllowed.getAsBoolean() || stalled() || since(begun, forAll)) {
            breakOff.run();
        }
    }

    private boolean stalled() {
        long last = handed;
        return last != NOT_WAITING && since(last, forOnePiece);
    }

    private static boolean since(long nanos, Duration limit) {
        return System.nanoTime() - nanos > limit.toNanos();
    }

    /// Whoever asked for the file may not have it any more.
    static final class BrokenOff extends RuntimeException {

        private static final long serialVersionUID = 1;

        private BrokenOff() {
            super("a download was broken off: its caller's log-in has ended", null, false, false);
        }
    }
}
