package cn.chaoxue.load.crowd;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// One person's device: a connection of its own, and patience. A refusal is repeated when its `Retry-After` is
/// over, a lost answer soon, each time at another process, always with the same key.
public final class Client implements AutoCloseable {

    /// How long a device waits for one answer before it takes the connection for dead: longer than any answer
    /// may take.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Balancer balancer;
    private final Meter meter;
    private @Nullable HttpLine line;
    private int port;

    public Client(Balancer balancer, Meter meter) {
        this.balancer = balancer;
        this.meter = meter;
    }

    /// Sends until it is answered for good, for at most so long; empty where that never happened.
    public Optional<Answer> insist(Request request, Instant until) {
        for (int failures = 0; ; failures++) {
            Duration pause;
            try {
                Answer answer = once(request);
                if (!answer.comeBack()) {
                    return Optional.of(answer);
                }
                pause = politeness(answer);
            } catch (IOException broken) {
                pause = jittered(200);
            }
            if (failures == 1) {
                meter.failedTwice();
            }
            hangUp();
            if (Instant.now().plus(pause).isAfter(until) || !slept(pause)) {
                return Optional.empty();
            }
        }
    }

    /// Sends once.
    public Answer once(Request request) throws IOException {
        long since = System.nanoTime();
        try {
            HttpLine open = connected();
            Answer answer = open.exchange(request);
            meter.answered(answer, System.nanoTime() - since);
            if (open.ending()) {
                hangUp();
            }
            return answer;
        } catch (IOException | RuntimeException broken) {
            meter.broken(broken, System.nanoTime() - since);
            hangUp();
            throw broken;
        }
    }

    /// Hangs up: the next request goes to another process, if there is one.
    public void elsewhere() {
        hangUp();
    }

    private HttpLine connected() throws IOException {
        HttpLine open = line;
        if (open == null) {
            port = balancer.another(port);
            open = HttpLine.open(port, PATIENCE);
            line = open;
        }
        return open;
    }

    private static Duration politeness(Answer answer) {
        return answer.retryAfterSeconds() < 0 ? jittered(1_000) : jittered(1_000 * answer.retryAfterSeconds());
    }

    /// That long or up to a quarter longer.
    private static Duration jittered(int millis) {
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextInt(millis / 4 + 1));
    }

    static boolean slept(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void hangUp() {
        if (line != null) {
            line.close();
            line = null;
        }
    }

    @Override
    public void close() {
        hangUp();
    }
}
