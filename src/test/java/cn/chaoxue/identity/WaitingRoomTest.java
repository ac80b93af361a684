package cn.chaoxue.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import cn.chaoxue.fixture.Sql;
import cn.chaoxue.platform.redis.RedisLane;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two processes, four places each, on one Redis. A room of its own per test.
@QuarkusTest
class WaitingRoomTest {

    private static final int PLACES = 4;

    @Inject
    @Identifier("study")
    RedisLane redis;

    @Inject
    @RedisClientName("study")
    RedisDataSource study;

    @Inject
    WaitingTickets tickets;

    @Inject
    Vertx vertx;

    private final IdentityConfig config = config();
    private final Passwords passwords = new Passwords(config, new SimpleMeterRegistry());
    private final RoomPlaces places = new RoomPlaces(passwords, config);
    private final RoomPlaces otherPlaces = new RoomPlaces(passwords, config);
    private final String name = "room:{test-" + Sql.unique() + "}";

    @AfterEach
    void stop() {
        passwords.stop();
    }

    @Test
    void whileNobodyWaits_peopleComeInAndLeaveNoTrace() {
        WaitingRoom room = room(places);
        for (int i = 0; i < 3 * PLACES; i++) {
            assertThat(enter(room, null)).isInstanceOf(Admission.Admitted.class);
            room.leave();
        }
        assertThat(study.key().exists(name)).isFalse();
    }

    @Test
    void behindTheRush_peopleGetRisingNumbersAndAnEstimate() {
        WaitingRoom room = crowded();
        List<Admission.Waiting> waiting =
                Stream.generate(() -> queued(enter(room, null))).limit(500).toList();
        assertThat(waiting.stream().map(Admission.Waiting::ahead)).isSorted().doesNotHaveDuplicates();
        Admission.Waiting last = waiting.getLast();
        assertThat(last.ahead()).isEqualTo(500);
        assertThat(last.estimate().toSeconds()).isCloseTo((long) (500 / passwords.perSecond()), within(1L));
        assertThat(last.retryAfter()).isLessThanOrEqualTo(last.estimate()).isPositive();
        assertThat(waiting.getFirst().retryAfter()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void returningWithTheTicket_keepsThePlaceInEveryProcess() {
        WaitingRoom room = crowded();
        Admission.Waiting first = queued(enter(room, null));
        queued(enter(room, null));
        queued(enter(room, null));
        assertThat(queued(enter(room, first.ticket())).ahead()).isEqualTo(first.ahead());
        assertThat(queued(enter(room(otherPlaces), first.ticket())).ahead()).isEqualTo(first.ahead());
    }

    @Test
    void newcomers_doNotOvertakeWhoWaits_evenWhereThereIsAFreePlace() {
        queued(enter(crowded(), null));
        assertThat(enter(room(otherPlaces), null)).isInstanceOf(Admission.Waiting.class);
    }

    @Test
    void everybodyComesIn_inTheOrderOfTheNumbers() {
        WaitingRoom room = crowded();
        List<Admission.Waiting> waiting =
                Stream.generate(() -> queued(enter(room, null))).limit(60).toList();
        for (int i = 0; i < PLACES; i++) {
            room.leave();
        }
        RoomCalls calls = calls(places);
        List<Integer> order = new ArrayList<>();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            calls.call().await().atMost(Duration.ofSeconds(30));
            int before = order.size();
            // The latest ask first; whoever was called up in the same turn may come in any order.
            for (int i = waiting.size() - 1; i >= 0; i--) {
                if (!order.contains(i) && enter(room, waiting.get(i).ticket()) instanceof Admission.Admitted) {
                    order.add(i);
                    room.leave();
                }
            }
            order.subList(before, order.size()).sort(null);
            return order.size() == waiting.size();
        });
        // Nobody was overtaken by somebody of a later turn.
        assertThat(order).isSorted();
    }

    @Test
    void fullProcess_callsNobodyUp() {
        WaitingRoom room = crowded();
        Admission.Waiting waiting = queued(enter(room, null));
        RoomCalls calls = calls(places);
        for (int i = 0; i < 10; i++) {
            calls.call().await().atMost(Duration.ofSeconds(30));
        }
        assertThat(queued(enter(room, waiting.ticket())).ahead()).isEqualTo(1);
    }

    @Test
    void calledUpWhileThePlacesAreTaken_keepsTheTurn() {
        WaitingRoom room = crowded();
        Admission.Waiting waiting = queued(enter(room, null));
        callUpEverybody();
        assertThat(queued(enter(room, waiting.ticket())).ahead()).isZero();
        room.leave();
        assertThat(enter(room, waiting.ticket())).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void ticket_isGoodForThreeTriesAndNoMore() {
        WaitingRoom room = crowded();
        Admission.Waiting waiting = queued(enter(room, null));
        queued(enter(room, null));
        callUpEverybody();
        room.leave();
        for (int i = 0; i < 3; i++) {
            assertThat(enter(room, waiting.ticket())).isInstanceOf(Admission.Admitted.class);
            room.leave();
        }
        assertThat(queued(enter(room, waiting.ticket())).ahead())
                .as("a new number")
                .isPositive();
    }

    @Test
    void expiredForgedAndForeignTickets_beginAtTheEnd() {
        WaitingRoom room = crowded();
        WaitingTicket mine = tickets.read(queued(enter(room, null)).ticket());
        String expired = tickets.write(new WaitingTicket(mine.epoch(), mine.number(), 1));
        String foreign = tickets.write(new WaitingTicket(mine.epoch() + 1, mine.number(), Long.MAX_VALUE));
        String forged = tickets.write(mine).replaceFirst("^.", "_");
        long ahead = 1;
        for (String ticket : List.of(expired, foreign, forged, "", "no ticket at all", "AAAA")) {
            assertThat(queued(enter(room, ticket)).ahead()).as(ticket).isEqualTo(++ahead);
        }
    }

    @Test
    void roomRedisForgot_letsTicketsBeginAnew() {
        WaitingRoom room = crowded();
        String ticket = queued(enter(room, null)).ticket();
        study.key().del(name);
        assertThat(queued(enter(room, ticket)).ahead()).isEqualTo(1);
        room.leave();
        room.leave();
        room.leave();
        callUpEverybody();
        assertThat(enter(room, null)).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void roomThatLostItsLastSecond_keepsTheNumbersItSigned() {
        WaitingRoom room = crowded();
        queued(enter(room, null));
        String ticket = queued(enter(room, null)).ticket();
        study.hash(String.class).hset(name, "issued", "1");
        assertThat(queued(enter(room, ticket)).ahead()).isEqualTo(2);
        assertThat(queued(enter(room, null)).ahead()).isEqualTo(3);
    }

    @Test
    void fullRoom_turnsAwayNewcomersButNoTicket() {
        WaitingRoom room = crowded();
        String ticket = queued(enter(room, null)).ticket();
        for (int i = 1; i < config.waitingRoom().maxWaiting(); i++) {
            queued(enter(room, null));
        }
        assertThat(enter(room, null)).isInstanceOf(Admission.Full.class);
        assertThat(queued(enter(room, ticket)).ahead()).isEqualTo(1);
    }

    @Test
    void peopleWhoStayAway_holdNobodyUp() {
        WaitingRoom room = crowded();
        for (int i = 0; i < 900; i++) {
            queued(enter(room, null));
        }
        String ticket = queued(enter(room, null)).ticket();
        for (int i = 0; i < PLACES; i++) {
            room.leave();
        }
        RoomCalls calls = calls(places);
        double inOrder = 900 / passwords.perSecond();
        long begin = System.nanoTime();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    calls.call().await().atMost(Duration.ofSeconds(30));
                    return enter(room, ticket) instanceof Admission.Admitted;
                });
        assertThat((System.nanoTime() - begin) / 1e9).isLessThan(inOrder);
    }

    @Test
    void estimates_goByWhatIsServed_alsoInTheNextRush() {
        WaitingRoom room = crowded();
        for (int i = 0; i < 100; i++) {
            queued(enter(room, null));
        }
        RoomCalls calls = calls(places);
        long begin = System.nanoTime();
        int served = 0;
        while (System.nanoTime() - begin < 2_500_000_000L) {
            calls.call().await().atMost(Duration.ofSeconds(30));
            room.leave();
            places.take();
            served++;
            LockSupport.parkNanos(100_000_000);
        }
        double pace = served * 1e9 / (System.nanoTime() - begin);
        Admission.Waiting last = queued(enter(room, null));
        assertThat((double) last.estimate().toSeconds()).isCloseTo(last.ahead() / pace, withinPercentage(25));
        assertThat(last.retryAfter()).isLessThanOrEqualTo(last.estimate());
        callUpEverybody();
        Admission.Waiting next = queued(enter(room, null));
        assertThat(next.ahead()).isEqualTo(1);
        assertThat((double) next.estimate().toSeconds())
                .as("behind those who were called and are yet to come")
                .isCloseTo(last.ahead() / pace, withinPercentage(25));
        study.hash(String.class).hset(name, "came", Long.toString(last.ahead()));
        for (int i = 0; i < 98; i++) {
            queued(enter(room, null));
        }
        assertThat((double) queued(enter(room, null)).estimate().toSeconds())
                .as("the pace of the rush before")
                .isCloseTo(100 / pace, withinPercentage(25));
    }

    @Test
    void calledUpAllAtOnce_comeBackOneAfterTheOtherAndNobodyIsCalledMeanwhile() {
        WaitingRoom room = crowded();
        List<String> herd = Stream.generate(() -> queued(enter(room, null)).ticket())
                .limit(300)
                .toList();
        callUpEverybody();
        List<Admission.Waiting> turnedAway =
                herd.stream().map(ticket -> queued(enter(room, ticket))).toList();
        assertThat(turnedAway).extracting(Admission.Waiting::ahead).containsOnly(0L);
        assertThat(turnedAway.getFirst().retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(turnedAway.getLast().retryAfter().toSeconds())
                .isCloseTo(Math.round((PLACES + 299) / passwords.perSecond()), within(1L));
        String behind = queued(enter(room, null)).ticket();
        for (int i = 0; i < PLACES; i++) {
            room.leave();
        }
        calls(places).call().await().atMost(Duration.ofSeconds(30));
        assertThat(queued(enter(room, behind)).ahead()).isEqualTo(1);
    }

    /// No place is left here, so whoever comes gets a number.
    private WaitingRoom crowded() {
        WaitingRoom room = room(places);
        for (int i = 0; i < PLACES; i++) {
            places.take();
        }
        return room;
    }

    private void callUpEverybody() {
        study.hash(String.class).hset(name, "called", study.hash(String.class).hget(name, "issued"));
    }

    private WaitingRoom room(RoomPlaces process) {
        return new WaitingRoom(redis, tickets, process, config, vertx, name);
    }

    private RoomCalls calls(RoomPlaces process) {
        return new RoomCalls(redis, process, config, name);
    }

    private static Admission enter(WaitingRoom room, @Nullable String ticket) {
        return room.enter(ticket).await().atMost(Duration.ofSeconds(20));
    }

    private static Admission.Waiting queued(Admission admission) {
        assertThat(admission).isInstanceOf(Admission.Waiting.class);
        return (Admission.Waiting) admission;
    }

    private static org.assertj.core.data.Offset<Long> within(long offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    private static org.assertj.core.data.Offset<Integer> within(int offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    private static IdentityConfig config() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(IdentityConfig.class)
                .withDefaultValue("chaoxue.identity.waiting-room.places", Integer.toString(PLACES))
                .withDefaultValue("chaoxue.identity.waiting-room.max-waiting", "1000")
                .build()
                .getConfigMapping(IdentityConfig.class);
    }
}
