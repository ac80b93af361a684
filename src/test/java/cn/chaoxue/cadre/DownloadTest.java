package cn.chaoxue.cadre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.cadre.Download.Cause;
import cn.chaoxue.fixture.AdministeredProvince;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.CallerTokens;
import cn.chaoxue.identity.CallerTokens.Pass;
import cn.chaoxue.identity.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A file on its way: who may not have it any more gets no more of it.
@QuarkusTest
class DownloadTest extends AdministeredProvince {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofHours(1);

    @Inject
    CallerTokens tokens;

    @Inject
    Vertx vertx;

    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger brokenOff = new AtomicInteger();
    private final List<Cause> told = new CopyOnWriteArrayList<>();

    /// Revocations are asked for every 2 s; a machine that stands still may miss the five seconds once, not three
    /// times in a row.
    @Test
    void readerWhoTakesNothing_isBrokenOffWithinFiveSecondsOfBeingDisabled() {
        assertThat(IntStream.range(0, 3)
                        .mapToObj(_ -> untilBrokenOff())
                        .anyMatch(time -> time.compareTo(Duration.ofSeconds(5)) < 0))
                .isTrue();
    }

    private Duration untilBrokenOff() {
        Person reader = people.active(province, Role.PROVINCE_ADMIN);
        int before = brokenOff.get();
        AssertSubscriber<byte[]> file = begun(passOf(reader)::stands, LONG, LONG);
        long since = disabled(reader);
        await().atMost(SOON).until(() -> brokenOff.get() > before);
        assertThat(told).contains(Cause.LOG_IN_ENDED).doesNotContain(Cause.READER_TOO_SLOW, Cause.TOO_LONG);
        Duration time = Duration.ofNanos(System.nanoTime() - since);
        file.cancel();
        return time;
    }

    @Test
    void readerWhoWasDisabledAfterAPage_getsNoOther() {
        Person reader = people.active(province, Role.PROVINCE_ADMIN);
        Pass pass = passOf(reader);
        AssertSubscriber<byte[]> file = begun(pass::stands, LONG, LONG);
        disabled(reader);
        await().atMost(SOON).until(() -> !pass.stands());
        file.request(1).awaitFailure(SOON).assertFailedWith(Download.BrokenOff.class);
        assertThat(file.getItems()).hasSize(1);
        assertThat(told).containsExactly(Cause.LOG_IN_ENDED);
        assertThat(made).hasValue(1);
    }

    @Test
    void readerWhoLeavesAPieceTooLong_isBrokenOff() {
        AssertSubscriber<byte[]> file = begun(() -> true, Duration.ofMillis(1), LONG);
        await().atMost(SOON).until(() -> brokenOff.get() > 1);
        assertThat(told).containsExactly(Cause.READER_TOO_SLOW);
        file.cancel();
    }

    @Test
    void fileTooLongOnItsWay_isBrokenOff() {
        AssertSubscriber<byte[]> file = begun(() -> true, LONG, Duration.ofMillis(1));
        await().atMost(SOON).until(() -> brokenOff.get() > 1);
        assertThat(told).containsExactly(Cause.TOO_LONG);
        file.cancel();
    }

    @Test
    void readerWhoMayHaveIt_getsAllAndIsLeftAlone() {
        begun(() -> true, LONG, LONG).request(Long.MAX_VALUE).awaitCompletion(SOON);
        assertThat(made).hasValue(3);
        assertThat(brokenOff).hasValue(0);
        assertThat(told).isEmpty();
    }

    /// A file of three pages whose first was read.
    private AssertSubscriber<byte[]> begun(BooleanSupplier stillAllowed, Duration forOnePiece, Duration forAll) {
        Multi<byte[]> pages = Multi.createBy()
                .repeating()
                .supplier(() -> new byte[] {(byte) made.incrementAndGet()})
                .atMost(3);
        Download download = new Download(pages, stillAllowed, told::add, forOnePiece, forAll);
        return download.watched(brokenOff::incrementAndGet, vertx)
                .subscribe()
                .withSubscriber(AssertSubscriber.create(1))
                .awaitItems(1, SOON);
    }

    private Pass passOf(Person person) {
        return tokens.passOf(people.tokenOf(person)).orElseThrow();
    }

    /// When, by the monotonic clock.
    private long disabled(Person person) {
        sql.run(
                "update account set status = 'DISABLED', token_version = token_version + 1, revoked_at = now() where id = ?",
                person.id());
        return System.nanoTime();
    }
}
