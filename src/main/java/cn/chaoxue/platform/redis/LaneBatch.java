package cn.chaoxue.platform.redis;

import io.vertx.core.AsyncResult;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;
import java.util.Set;

/// Commands that go out as one write and come back in order.
///
/// The client gives up all answers of a batch in which one command fails. That is rare here (a script the server does
/// not know yet, a full server), and commands on a lane may be repeated; so they are then sent again one by one, and
/// each learns its own fate.
final class LaneBatch {

    private static final Set<String> NOT_NOW = Set.of(
            "LOADING", "OOM", "BUSY", "READONLY", "MISCONF", "MASTERDOWN", "NOREPLICAS", "CLUSTERDOWN", "TRYAGAIN");

    private final LoopLane lane;
    private final RedisConnection connection;
    private final List<LaneCall> calls;
    private int unanswered;
    private long timer;
    private boolean ended;

    LaneBatch(LoopLane lane, RedisConnection connection, List<LaneCall> calls) {
        this.lane = lane;
        this.connection = connection;
        this.calls = calls;
        this.unanswered = calls.size();
    }

    void send() {
        timer = lane.setTimer(this::late);
        if (calls.size() == 1) {
            sendOneByOne();
        } else {
            connection.batch(LoopLane.requestsOf(calls)).onComplete(this::answered);
        }
    }

    private void answered(AsyncResult<List<Response>> answers) {
        if (ended) {
            return;
        }
        if (answers.succeeded()) {
            List<Response> each = answers.result();
            for (int i = 0; i < calls.size(); i++) {
                calls.get(i).complete(each.get(i));
            }
            end();
        } else if (isServersAnswer(answers.cause())) {
            sendOneByOne();
        } else {
            lost(answers.cause().toString());
        }
    }

    private void sendOneByOne() {
        for (LaneCall call : calls) {
            connection.send(call.request()).onComplete(answer -> answered(call, answer));
        }
    }

    private void answered(LaneCall call, AsyncResult<Response> answer) {
        if (ended) {
            return;
        }
        if (answer.failed() && !isServersAnswer(answer.cause())) {
            lost(answer.cause().toString());
            return;
        }
        settle(call, answer);
        unanswered--;
        if (unanswered == 0) {
            end();
        }
    }

    /// A server that cannot serve now says so in words; to the caller that is no different from silence.
    private void settle(LaneCall call, AsyncResult<Response> answer) {
        if (answer.succeeded()) {
            call.complete(answer.result());
        } else if (answer.cause() instanceof ErrorType error) {
            refused(call, error);
        } else {
            call.fail(answer.cause());
        }
    }

    private void refused(LaneCall call, ErrorType error) {
        if (lane.route().redirect(call, error)) {
            return;
        }
        boolean passing = NOT_NOW.stream().anyMatch(error::is);
        call.fail(passing ? lane.unavailable(error.toString()) : error);
    }

    private static boolean isServersAnswer(Throwable failure) {
        return failure instanceof ErrorType error && !error.is("CONNECTION_CLOSED");
    }

    private void late() {
        lost("timeout");
    }

    private void lost(String why) {
        if (ended) {
            return;
        }
        Throwable failure = lane.unavailable(why);
        calls.forEach(call -> call.fail(failure));
        lane.giveUp(connection, why);
        end();
    }

    private void end() {
        ended = true;
        lane.cancelTimer(timer);
        lane.ended();
    }
}
