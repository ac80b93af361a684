package cn.chaoxue.cadre;

import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A file on its way. It goes on only as long as whoever asked for it may have it, keeps reading, and is not longer
/// at it than a file takes; else it breaks off without its end.
@Schema(type = SchemaType.STRING, format = "binary")
public final class Download {

    /// Why one breaks off.
    enum Cause {
        LOG_IN_ENDED("log-in-ended"),
        READER_TOO_SLOW("reader-too-slow"),
        TOO_LONG("too-long");

        private final String tag;

        Cause(String tag) {
            this.tag = tag;
        }

        String tag() {
            return tag;
        }
    }

    /// With the two seconds a revocation may take to be known, well below five.
    private static final long LOOK_EVERY_MS = 1000;

    private static final long NOT_WAITING = 0;

    private final Multi<byte[]> pieces;
    private final BooleanSupplier stillAllowed;
    private final Consumer<Cause> told;
    private final Duration forOnePiece;
    private final Duration forAll;
    private final long begun = System.nanoTime();
    private final AtomicBoolean brokenOff = new AtomicBoolean();
    private volatile long handed = NOT_WAITING;

    /// `told` hears once why it broke off, if it does.
    Download(Multi<byte[]> pieces, BooleanSupplier stillAllowed, Consumer<Cause> told, CadreConfig config) {
        this(pieces, stillAllowed, told, config.slowestPiece(), config.longestDownload());
    }

    Download(
            Multi<byte[]> pieces,
            BooleanSupplier stillAllowed,
            Consumer<Cause> told,
            Duration forOnePiece,
            Duration forAll) {
        this.pieces = pieces;
        this.stillAllowed = stillAllowed;
        this.told = told;
        this.forOnePiece = forOnePiece;
        this.forAll = forAll;
    }

    /// The pieces, each made when the one before was taken; fails with [BrokenOff] where it may not be made any more.
    /// `cut` closes the connection: a reader who takes nothing asks for nothing, and would never see a failure.
    Multi<byte[]> watched(Runnable cut, Vertx vertx) {
        return Multi.createFrom().deferred(() -> {
            long looking = vertx.setPeriodic(LOOK_EVERY_MS, _ -> look(cut));
            return asking().onTermination().invoke(() -> vertx.cancelTimer(looking));
        });
    }

    private Multi<byte[]> asking() {
        return pieces.onRequest().invoke(this::taken).onItem().invoke(() -> handed = System.nanoTime());
    }

    private void taken() {
        handed = NOT_WAITING;
        if (!stillAllowed.getAsBoolean()) {
            tell(Cause.LOG_IN_ENDED);
            throw new BrokenOff();
        }
    }

    private void look(Runnable cut) {
        overdue().ifPresent(cause -> {
            tell(cause);
            cut.run();
        });
    }

    private Optional<Cause> overdue() {
        if (!stillAllowed.getAsBoolean()) {
            return Optional.of(Cause.LOG_IN_ENDED);
        }
        if (stalled()) {
            return Optional.of(Cause.READER_TOO_SLOW);
        }
        return since(begun, forAll) ? Optional.of(Cause.TOO_LONG) : Optional.empty();
    }

    private void tell(Cause cause) {
        if (brokenOff.compareAndSet(false, true)) {
            told.accept(cause);
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
