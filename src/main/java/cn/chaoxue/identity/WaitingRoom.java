package cn.chaoxue.identity;

import cn.chaoxue.platform.gather.Gathering;
import cn.chaoxue.platform.redis.LuaScript;
import cn.chaoxue.platform.redis.RedisLane;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Lets in as many people as passwords can be hashed, in the order they came, whatever process they come to; the
/// others get a number. Redis holds three numbers and two bits per number, never a name or a password, so known and
/// unknown names wait alike. Whoever was called up and comes late still comes in; whoever stays away for longer than
/// the ticket's grace begins at the end. While Redis is away places alone decide: who finds none hears 503.
@Singleton
class WaitingRoom {

    private static final Logger LOG = Logger.getLogger(WaitingRoom.class);
    private static final LuaScript ENTER = LuaScript.of(WaitingRoom.class, "waiting-room-enter.lua");
    /// What two bits can count.
    private static final int MOST_TRIES = 3;
    /// Of the estimate people stay away: too early costs a request, too late leaves hashing threads idle. Until the
    /// first return the pace may change; what is left then is short, and known better.
    private static final double AT_FIRST = 0.8;
    private static final double AGAIN = 0.95;
    /// What hashing gets of a machine that also answers everybody else: with less, the pace is about to rise.
    private static final double USUAL = 0.75;
    private static final double HOPE = 2;

    static final String ROOM = "room:{login}";

    private final RedisLane redis;
    private final WaitingTickets tickets;
    private final RoomPlaces places;
    private final IdentityConfig.WaitingRoom config;
    private final String room;
    private final Gathering<String, Optional<String>, Admission> door;
    private final SecureRandom random = new SecureRandom();

    @Inject
    WaitingRoom(
            @Identifier("study") RedisLane redis,
            WaitingTickets tickets,
            RoomPlaces places,
            IdentityConfig config,
            Vertx vertx) {
        this(redis, tickets, places, config, vertx, ROOM);
    }

    WaitingRoom(
            RedisLane redis,
            WaitingTickets tickets,
            RoomPlaces places,
            IdentityConfig config,
            Vertx vertx,
            String room) {
        this.redis = redis;
        this.tickets = tickets;
        this.places = places;
        this.config = config.waitingRoom();
        this.room = room;
        this.door = new Gathering<>(vertx, config::gather, (_, presented) -> admitAll(presented));
        if (this.config.triesPerTicket() > MOST_TRIES) {
            throw new IllegalArgumentException("chaoxue.identity.waiting-room.tries-per-ticket: at most " + MOST_TRIES);
        }
    }

    /// Asks to be let in, with the ticket where there is one. Never fails. Who comes within [IdentityConfig#gather] of
    /// others asks together with them: Redis is woken once for all, and so is whatever they do next.
    Uni<Admission> enter(@Nullable String presented) {
        Optional<String> mine = Optional.ofNullable(presented);
        return Uni.createFrom().deferred(() -> UniHelper.toUni(door.join(room, mine)));
    }

    private Uni<List<Admission>> admitAll(List<Optional<String>> presented) {
        List<Uni<Admission>> asked =
                presented.stream().map(one -> admit(one.orElse(null))).toList();
        return Uni.join().all(asked).andFailFast();
    }

    private Uni<Admission> admit(@Nullable String presented) {
        WaitingTicket ticket = tickets.read(presented);
        RoomPlaces.Taken place = places.take();
        List<String> keys = List.of(room, room + ":tries:" + ticket.block());
        return redis.runOnce(ENTER, keys, arguments(ticket, place))
                .map(answer -> admission(answer, ticket))
                .onFailure()
                .recoverWithItem(failure -> withoutRedis(place, failure))
                .invoke(this::freeUnlessAdmitted);
    }

    /// A person let in is done, one way or another.
    void leave() {
        places.leave();
    }

    private List<String> arguments(WaitingTicket ticket, RoomPlaces.Taken place) {
        return List.of(
                Long.toString(random.nextLong() >>> 1),
                Long.toString(ticket.epoch()),
                Long.toString(ticket.number()),
                Long.toString(ticket.placeInBlock()),
                Long.toString(ticket.expiresAtSeconds()),
                place.forHolder() ? "1" : "0",
                place.forNewcomer() ? "1" : "0",
                Integer.toString(config.maxWaiting()),
                Integer.toString(config.triesPerTicket()),
                Long.toString(config.memory().toMillis()));
    }

    private Admission admission(Response answer, WaitingTicket ticket) {
        long ahead = Math.max(0, answer.get(1).toLong() - answer.get(2).toLong());
        return switch (answer.get(0).toInteger()) {
            case 0 -> new Admission.Admitted();
            case 1 -> waiting(answer, ahead, ticket.number() == answer.get(1).toLong() ? AGAIN : AT_FIRST);
            default -> new Admission.Full(config.longestRetry());
        };
    }

    /// People return a little before their turn, which comes after those who were called and are yet to come. Who was
    /// called up and found no place waits for those before.
    private Admission waiting(Response answer, long ahead, double share) {
        double pace = pace(answer);
        double hoped = Math.clamp(USUAL * answer.get(7).toLong() / 1000, pace, HOPE * pace);
        long before = ahead + answer.get(6).toLong();
        double asked = ahead == 0 ? places.turnAway() : share * before / hoped;
        Duration estimate = Duration.ofSeconds(Math.max(1, (long) Math.ceil(before / pace)));
        Duration retry = Duration.ofSeconds(
                Math.clamp(Math.round(asked), 1, config.longestRetry().toSeconds()));
        long expires = answer.get(5).toLong() + retry.plus(config.grace()).toSeconds();
        long epoch = answer.get(4).toLong();
        WaitingTicket ticket = new WaitingTicket(epoch, answer.get(1).toLong(), expires);
        return new Admission.Waiting(tickets.write(ticket), ahead, estimate, retry);
    }

    /// People served per second over all processes, or while nobody knows that yet what this one gets through.
    private double pace(Response answer) {
        double measured = answer.get(3).toLong() / 1000.0;
        return measured == 0 ? places.perSecond() : Math.max(measured, places.perSecond() / 10);
    }

    private Admission withoutRedis(RoomPlaces.Taken place, Throwable failure) {
        LOG.warnf("waiting room is closed: %s", failure.getMessage());
        return place.forHolder() ? new Admission.Admitted() : new Admission.Full(Duration.ofSeconds(2));
    }

    private void freeUnlessAdmitted(Admission admission) {
        if (!(admission instanceof Admission.Admitted)) {
            places.free();
        }
    }
}
