package cn.chaoxue.study;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.ProblemException;
import cn.chaoxue.platform.problem.RawProblems;
import io.vertx.core.Future;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/// One socket: frames are answered one after the other, a problem being an answer too. A client that sends faster
/// than it is answered, or does not read, is not read further; nothing grows. The token is checked with every frame:
/// when it has expired or was revoked, the socket closes and the client comes back with a new one.
final class LiveStudySession {

    /// Close code: authenticate again.
    static final short UNAUTHENTICATED = 4401;

    private static final int MAX_FRAME_CHARACTERS = 16 * 1024;

    private final OpenSocket here;
    private final ServerWebSocket socket;
    private final Supplier<Caller> caller;
    private final HeartbeatExchange exchange;
    private final RawProblems problems;
    private final int mostWaiting;
    private final Queue<String> waiting = new ArrayDeque<>();
    private boolean busy;

    LiveStudySession(
            OpenSocket here,
            Supplier<Caller> caller,
            HeartbeatExchange exchange,
            RawProblems problems,
            int mostWaiting) {
        this.here = here;
        this.socket = here.socket();
        this.caller = caller;
        this.exchange = exchange;
        this.problems = problems;
        this.mostWaiting = mostWaiting;
    }

    void begin() {
        socket.textMessageHandler(this::receive);
    }

    private void receive(String frame) {
        here.heard();
        waiting.add(frame);
        if (waiting.size() >= mostWaiting) {
            socket.pause();
        }
        answerNext();
    }

    private void answerNext() {
        String frame = busy ? null : waiting.poll();
        if (frame == null) {
            return;
        }
        busy = true;
        try {
            answer(caller.get(), frame).onSuccess(this::send).onFailure(failure -> send(problem(failure)));
        } catch (ProblemException unauthenticated) {
            send(problem(unauthenticated));
            socket.close(UNAUTHENTICATED, "unauthenticated");
        }
    }

    private Future<String> answer(Caller learner, String frame) {
        return frame.length() > MAX_FRAME_CHARACTERS
                ? Future.failedFuture(Problem.payloadTooLarge(MAX_FRAME_CHARACTERS))
                : exchange.answer(learner, frame.getBytes(StandardCharsets.UTF_8));
    }

    private String problem(Throwable failure) {
        return problems.body(failure).toString();
    }

    private void send(String answer) {
        if (!socket.isClosed()) {
            socket.writeTextMessage(answer).onComplete(_ -> sent());
        }
    }

    private void sent() {
        busy = false;
        if (waiting.size() < mostWaiting) {
            socket.resume();
        }
        answerNext();
    }
}
