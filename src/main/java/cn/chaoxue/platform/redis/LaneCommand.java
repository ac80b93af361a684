package cn.chaoxue.platform.redis;

import cn.chaoxue.platform.redis.Convoy.Seat;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One command on its way and those who wait for it: a single caller, or all of a [Convoy].
sealed interface LaneCommand {

    /// Keeps one script call below a millisecond, so that nothing else waits long for Redis.
    int MOST_SEATS = 64;

    Request request();

    /// Whether it may run twice, for the sake of others that left with it.
    boolean bearsRepeating();

    /// Whom it serves.
    List<LaneCall> calls();

    void complete(@Nullable Response answer);

    void fail(Throwable failure);

    /// What to send in place of this command after the server has refused it; empty where its callers must hear so.
    List<LaneCommand> insteadAfter(ErrorType refusal);

    /// The commands of these calls: a convoy where the first of its callers stands, everybody else in order. Who was
    /// redirected begins a convoy anew: only what directly follows an `ASKING` is let in.
    static List<LaneCommand> of(List<LaneCall> calls) {
        List<LaneCommand> commands = new ArrayList<>(calls.size());
        Map<Convoy, Together> open = new IdentityHashMap<>();
        for (LaneCall call : calls) {
            switch (call.errand()) {
                case LaneCall.Own(Request request, boolean once) -> commands.add(new Alone(call, request, once));
                case LaneCall.Joined(Seat seat) -> {
                    Together convoy = open.get(seat.convoy());
                    if (convoy == null || convoy.calls.size() == MOST_SEATS || call.redirects() > 0) {
                        convoy = new Together(seat.convoy(), false);
                        open.put(seat.convoy(), convoy);
                        commands.add(convoy);
                    }
                    convoy.add(call, seat);
                }
            }
        }
        return commands;
    }

    /// A command of one caller.
    record Alone(LaneCall call, Request request, boolean once) implements LaneCommand {

        @Override
        public boolean bearsRepeating() {
            return !once;
        }

        @Override
        public List<LaneCall> calls() {
            return List.of(call);
        }

        @Override
        public void complete(@Nullable Response answer) {
            call.complete(answer);
        }

        @Override
        public void fail(Throwable failure) {
            call.fail(failure);
        }

        @Override
        public List<LaneCommand> insteadAfter(ErrorType refusal) {
            return List.of();
        }
    }

    /// A convoy's callers of one tick.
    final class Together implements LaneCommand {

        private final Convoy convoy;
        private final boolean bySource;
        private final List<LaneCall> calls = new ArrayList<>();
        private final List<Seat> seats = new ArrayList<>();

        Together(Convoy convoy, boolean bySource) {
            this.convoy = convoy;
            this.bySource = bySource;
        }

        private void add(LaneCall call, Seat seat) {
            calls.add(call);
            seats.add(seat);
        }

        @Override
        public List<LaneCall> calls() {
            return calls;
        }

        @Override
        public Request request() {
            return convoy.request(seats, bySource);
        }

        /// What is stored would bear it; but the answer would tell what the second time did. So a convoy leaves in a
        /// write of its own, which most are anyway.
        @Override
        public boolean bearsRepeating() {
            return false;
        }

        @Override
        public void complete(@Nullable Response answer) {
            if (answer == null || answer.size() != calls.size()) {
                fail(new IllegalStateException("a convoy's script must answer each of " + calls.size() + " callers"));
                return;
            }
            for (int i = 0; i < calls.size(); i++) {
                calls.get(i).complete(answer.get(i));
            }
        }

        @Override
        public void fail(Throwable failure) {
            calls.forEach(call -> call.fail(failure));
        }

        /// A script the server does not know is sent along; where one caller may spoil it for all, each goes alone.
        @Override
        public List<LaneCommand> insteadAfter(ErrorType refusal) {
            if (refusal.is("NOSCRIPT")) {
                Together again = new Together(convoy, true);
                again.calls.addAll(calls);
                again.seats.addAll(seats);
                return List.of(again);
            }
            List<LaneCommand> apart = new ArrayList<>();
            for (int i = 0; calls.size() > 1 && i < calls.size(); i++) {
                Together one = new Together(convoy, bySource);
                one.add(calls.get(i), seats.get(i));
                apart.add(one);
            }
            return apart;
        }
    }
}
