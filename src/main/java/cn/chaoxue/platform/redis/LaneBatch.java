package cn.chaoxue.platform.redis;

import io.vertx.core.AsyncResult;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Commands that go out as one write and come back in order.
///
/// The client gives up all answers of a batch in which one command fails. That is rare here (a script the server does
/// not know yet, a full server), and most commands on a lane may be repeated; so they are then sent again one by one,
/// and each learns its own fate. What does not bear that goes by itself from the start.
final class LaneBatch {

    private static final Set<String> NOT_NOW = Set.of(
            "LOADING", "OOM", "BUSY", "READONLY", "MISCONF", "MASTERDOWN", "NOREPLICAS", "CLUSTERDOWN", "TRYAGAIN");

    /// A server that is no longer the one to write to, and will not be again: another has its name by now.
    private static final Set<String> NOT_HERE = Set.of("READONLY", "MASTERDOWN");

    private final LoopLane lane;
    private final RedisConnection connection;
    private final List<LaneCommand> commands;
    private int unanswered;
    private long timer;
    private boolean ended;

    LaneBatch(LoopLane lane, RedisConnection connection, List<LaneCommand> commands) {
        this.lane = lane;
        this.connection = connection;
        this.commands = commands;
        this.unanswered = commands.size();
    }

    void send() {
        timer = lane.setTimer(this::late);
        List<LaneCommand> together = new ArrayList<>(commands.size());
        for (LaneCommand command : commands) {
            if (command.bearsRepeating()) {
                together.add(command);
            } else {
                // In order: a command may count on the one before it.
                sendTogether(together);
                together = new ArrayList<>();
                sendAlone(command);
            }
        }
        sendTogether(together);
    }

    private void sendTogether(List<LaneCommand> together) {
        if (together.size() == 1) {
            sendAlone(together.getFirst());
        } else if (!together.isEmpty()) {
            connection
                    .batch(together.stream().map(LaneCommand::request).toList())
                    .onComplete(answers -> answered(together, answers));
        }
    }

    private void answered(List<LaneCommand> together, AsyncResult<List<Response>> answers) {
        if (ended) {
            return;
        }
        if (answers.succeeded()) {
            List<Response> each = answers.result();
            for (int i = 0; i < together.size(); i++) {
                together.get(i).complete(each.get(i));
            }
            answered(together.size());
        } else if (isServersAnswer(answers.cause())) {
            together.forEach(this::sendAlone);
        } else {
            lost(answers.cause().toString());
        }
    }

    private void sendAlone(LaneCommand command) {
        connection.send(command.request()).onComplete(answer -> answered(command, answer));
    }

    private void answered(LaneCommand command, AsyncResult<Response> answer) {
        if (ended) {
            return;
        }
        if (answer.failed() && !isServersAnswer(answer.cause())) {
            lost(answer.cause().toString());
            return;
        }
        settle(command, answer);
        answered(1);
    }

    private void answered(int some) {
        unanswered -= some;
        if (unanswered == 0) {
            end();
        }
    }

    /// A server that cannot serve now says so in words; to the caller that is no different from silence.
    private void settle(LaneCommand command, AsyncResult<Response> answer) {
        if (answer.succeeded()) {
            command.complete(answer.result());
        } else if (answer.cause() instanceof ErrorType error) {
            refused(command, error);
        } else {
            command.fail(answer.cause());
        }
    }

    private void refused(LaneCommand command, ErrorType error) {
        if (command.calls().stream().allMatch(call -> lane.route().redirect(call, error))) {
            return;
        }
        if (NOT_NOW.stream().anyMatch(error::is)) {
            command.fail(lane.unavailable(error.toString()));
            if (movedOn(error)) {
                lane.giveUp(connection, error.toString());
            }
            return;
        }
        List<LaneCommand> instead = command.insteadAfter(error);
        unanswered += instead.size();
        instead.forEach(this::sendAlone);
        if (instead.isEmpty()) {
            command.fail(error);
        }
    }

    static boolean movedOn(ErrorType error) {
        return NOT_HERE.stream().anyMatch(error::is);
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
        commands.forEach(command -> command.fail(failure));
        lane.giveUp(connection, why);
        end();
    }

    private void end() {
        ended = true;
        lane.cancelTimer(timer);
        lane.ended();
    }
}
