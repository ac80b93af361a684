package cn.chaoxue.load.rush;

import cn.chaoxue.load.crowd.Answer;
import cn.chaoxue.load.crowd.Balancer;
import cn.chaoxue.load.crowd.Client;
import cn.chaoxue.load.crowd.Meter;
import cn.chaoxue.load.crowd.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/// So many people who all want to log in within a few seconds. Each waits as long as asked, and returns with the newest
/// ticket, until let in or sent home.
public final class Rush implements AutoCloseable {

    private final Balancer balancer;
    private final Meter meter = new Meter();
    private final LongAdder served = new LongAdder();
    private final LongAdder waits = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicLong lastFailure = new AtomicLong();
    private final Histogram waitedMillis = new SynchronizedHistogram(3_600_000, 3);
    private final Histogram misjudgedMillis = new SynchronizedHistogram(3_600_000, 3);
    private final List<Thread> people = new ArrayList<>();

    private Rush(Balancer balancer) {
        this.balancer = balancer;
    }

    /// Everybody comes within `arrival`.
    public static Rush of(List<Long> accounts, Duration arrival, Balancer balancer) {
        Rush rush = new Rush(balancer);
        for (long account : accounts) {
            Duration delay = Duration.ofMillis(ThreadLocalRandom.current().nextLong(arrival.toMillis() + 1));
            rush.people.add(Thread.ofVirtual().start(() -> rush.logIn(account, delay)));
        }
        return rush;
    }

    /// Logins granted so far.
    public long served() {
        return served.sum();
    }

    /// Answers so far that gave a number in the waiting room.
    public long waits() {
        return waits.sum();
    }

    /// Anything else so far: refusals, errors, broken connections.
    public long failed() {
        return failed.sum();
    }

    /// Status of the last failure; 0 where the connection broke.
    public long lastFailure() {
        return lastFailure.get();
    }

    /// From coming to being logged in.
    public Histogram waitedMillis() {
        return waitedMillis.copy();
    }

    /// How far the first estimate of each person let in was off.
    public Histogram misjudgedMillis() {
        return misjudgedMillis.copy();
    }

    /// Sends home whoever is still waiting.
    @Override
    public void close() throws InterruptedException {
        people.forEach(Thread::interrupt);
        for (Thread person : people) {
            person.join();
        }
    }

    private void logIn(long account, Duration delay) {
        try (Client client = new Client(balancer, meter)) {
            Thread.sleep(delay);
            insist(client, account);
        } catch (InterruptedException e) {
            // Sent home.
        } catch (IOException e) {
            if (!Thread.currentThread().isInterrupted()) {
                fail(0);
            }
        }
    }

    private void insist(Client client, long account) throws IOException, InterruptedException {
        long came = System.nanoTime();
        long estimate = 0;
        Answer answer = client.once(login(account, ""));
        while (answer.status() == 429 && !answer.member("ticket").isEmpty()) {
            waits.increment();
            estimate = estimate == 0 ? 1000 * Long.parseLong(answer.member("estimatedSeconds")) : estimate;
            Thread.sleep(1000L * answer.retryAfterSeconds()
                    + ThreadLocalRandom.current().nextInt(250));
            answer = client.once(login(account, answer.member("ticket")));
        }
        if (answer.status() == 200) {
            long waited = (System.nanoTime() - came) / 1_000_000;
            served.increment();
            waitedMillis.recordValue(waited);
            misjudgedMillis.recordValue(Math.abs(waited - estimate));
        } else {
            fail(answer.status());
        }
    }

    private void fail(int status) {
        failed.increment();
        lastFailure.set(status);
    }

    private static Request login(long account, String ticket) {
        String body = "{\"username\":\"" + Passwords.usernameOf(account) + "\",\"password\":\"" + Passwords.PASSWORD
                + "\",\"ticket\":\"" + ticket + "\"}";
        return new Request("POST", "/api/v1/auth/login", "", body);
    }
}
