package cn.chaoxue.live;

import cn.chaoxue.platform.http.Cutting;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.function.Predicate;

/// One open event stream. Holds no values of its own: it remembers which rendering it sent last, and a reader too slow
/// for the next one simply gets a later one. Confined to its connection's event loop.
final class Watcher {

    private static final Buffer COMMENT = Buffer.buffer(":\n\n");

    private final Board board;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Frame first;
    private final Predicate<Frame> mayGet;
    private final BoardMetrics metrics;
    private long sentNumber;
    private long sentVersion;
    private long lastBeatNanos;
    private long stalledSinceNanos;
    private boolean stalled;
    private boolean ended;

    /// The reader may get the `first` frame. `mayGet` is asked on every pass; when it says no the stream ends
    /// and the reader must identify anew.
    Watcher(Board board, Frame first, HttpServerRequest request, Predicate<Frame> mayGet, BoardMetrics metrics) {
        this.board = board;
        this.first = first;
        this.request = request;
        this.response = request.response();
        this.mayGet = mayGet;
        this.metrics = metrics;
    }

    /// The snapshot, after which only changes follow.
    void begin(Duration retry, long now) {
        sentNumber = first.number();
        sentVersion = first.version();
        lastBeatNanos = now;
        response.write(Buffer.buffer("retry: " + retry.toMillis() + "\n\n").appendBuffer(first.event()));
    }

    /// Sends what has changed since the last time, if the reader may see it still and can take it.
    void deliver(LiveConfig config, long now) {
        Frame frame = board.frame();
        if (!mayGet.test(frame)) {
            close();
            return;
        }
        if (response.writeQueueFull()) {
            stall(config.stalledLimit(), now);
            return;
        }
        recover();
        if (frame.number() != sentNumber) {
            send(frame);
        }
        if (now - lastBeatNanos >= config.heartbeat().toNanos()) {
            lastBeatNanos = now;
            response.write(COMMENT);
        }
    }

    /// Ends the stream in good order; a reader who takes nothing would never see the end.
    void close() {
        if (response.ended()) {
            return;
        }
        if (response.writeQueueFull()) {
            Cutting.cut(request);
        } else {
            response.end();
        }
    }

    /// The connection is gone. Counts once.
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        recover();
        board.leave();
        metrics.left();
    }

    private void send(Frame frame) {
        boolean countsMoved = frame.version() != sentVersion;
        sentNumber = frame.number();
        sentVersion = frame.version();
        response.write(frame.event());
        if (countsMoved) {
            metrics.sent(frame.changedAt());
        }
    }

    private void stall(Duration limit, long now) {
        if (!stalled) {
            stalled = true;
            stalledSinceNanos = now;
            metrics.stalled(1);
        } else if (now - stalledSinceNanos > limit.toNanos()) {
            metrics.cutOff();
            Cutting.cut(request);
        }
    }

    private void recover() {
        if (stalled) {
            stalled = false;
            metrics.stalled(-1);
        }
    }
}
