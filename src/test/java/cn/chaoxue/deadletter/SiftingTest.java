package cn.chaoxue.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.deadletter.Sifting.Hopeless;
import cn.chaoxue.deadletter.Sifting.Sifted;
import cn.chaoxue.platform.problem.Unavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SiftingTest {

    private static final Throwable TOO_LONG = new PgException("value too long", "ERROR", "22001", null);
    private static final Throwable TOO_COMPLEX = new PgException("too complex", "ERROR", "54001", null);
    private static final Throwable READ_ONLY = new PgException("read-only", "ERROR", "25006", null);

    /// What persisting an entry fails with, by entry.
    private final Map<String, Throwable> faults = new ConcurrentHashMap<>();

    private final Sifting<String, List<String>> sifting = new Sifting<>(name -> name, _ -> true, Duration.ZERO);

    @Test
    void dataThatDoesNotFit_isHopelessAtOnceAndTheOthersPass() {
        faults.put("e7", TOO_LONG);
        Sifted<String, List<String>> sifted = sift(entries(20));
        assertThat(passed(sifted)).hasSize(19).doesNotContain("e7");
        assertThat(sifted.hopeless()).extracting(Hopeless::entry).containsExactly("e7");
        assertThat(sifted.left()).isEmpty();
    }

    @Test
    void doubtfulEntry_isHopelessOnceItFailedAloneFiveTimesBesideOthers() {
        faults.put("e7", TOO_COMPLEX);
        for (int round = 1; round <= 4; round++) {
            Sifted<String, List<String>> sifted = sift(entries(20));
            assertThat(passed(sifted)).hasSize(19);
            assertThat(sifted.left()).containsExactly("e7");
            assertThat(sifted.hopeless()).isEmpty();
        }
        assertThat(sift(entries(20)).hopeless())
                .singleElement()
                .satisfies(one -> assertThat(one.reason())
                        .startsWith("failed 5 times alone")
                        .contains("too complex"));
    }

    @Test
    void nothingPasses_nobodyIsToBlameHoweverOften() {
        entries(20).forEach(entry -> faults.put(entry, new IllegalStateException("a defect of ours")));
        for (int round = 0; round < 20; round++) {
            assertThatThrownBy(() -> sift(entries(20))).hasMessage("a defect of ours");
        }
        assertThatThrownBy(() -> sift(List.of("e1"))).hasMessage("a defect of ours");
        faults.clear();
        assertThat(passed(sift(entries(20)))).hasSize(20);
    }

    @Test
    void manyFail_isACommonFaultAndHoldsNobodyUp() {
        IntStream.range(0, 4).forEach(n -> faults.put("e" + n, TOO_COMPLEX));
        assertThatThrownBy(() -> sift(entries(4))).as("nothing passes").isSameAs(TOO_COMPLEX);
        assertThat(sifting.inDoubt(entries(4))).isTrue();
        for (int round = 0; round < 20; round++) {
            Sifted<String, List<String>> sifted = sift(entries(20));
            assertThat(passed(sifted)).hasSize(16);
            assertThat(sifted.left()).hasSize(4);
            assertThat(sifted.hopeless()).isEmpty();
        }
    }

    /// Never more than three of the six are awake at once: those that rest count as well.
    @Test
    void manyFailByTurns_isACommonFaultToo() {
        Sifting<String, List<String>> resting = new Sifting<>(name -> name, _ -> true, Duration.ofMillis(60));
        AtomicInteger rounds = new AtomicInteger();
        IntStream.range(0, 3).forEach(n -> faults.put("e" + n, TOO_COMPLEX));
        await().pollInterval(Duration.ofMillis(10)).until(() -> {
            if (rounds.incrementAndGet() == 3) {
                IntStream.range(3, 6).forEach(n -> faults.put("e" + n, TOO_COMPLEX));
            }
            Sifted<String, List<String>> sifted =
                    resting.sift(entries(20), this::persist).await().atMost(Duration.ofSeconds(10));
            assertThat(sifted.hopeless()).isEmpty();
            return rounds.get() == 100;
        });
    }

    /// Seen once, they come after the others.
    @Test
    void manyFailBeforeAnythingPasses_theOthersPassInTheNextRound() {
        IntStream.range(0, 6).forEach(n -> faults.put("e" + n, TOO_COMPLEX));
        assertThatThrownBy(() -> sift(entries(20))).isSameAs(TOO_COMPLEX);
        assertThat(passed(sift(entries(20)))).hasSize(14);
    }

    @Test
    void entryAlone_isNeverHopelessUntilOthersCome() {
        faults.put("e1", TOO_COMPLEX);
        for (int round = 0; round < 20; round++) {
            assertThatThrownBy(() -> sift(List.of("e1"))).isSameAs(TOO_COMPLEX);
        }
        assertThat(sifting.inDoubt(List.of("e1"))).isTrue();
        for (int round = 1; round <= 4; round++) {
            assertThat(sift(entries(2)).left()).containsExactly("e1");
        }
        assertThat(sift(entries(2)).hopeless()).extracting(Hopeless::entry).containsExactly("e1");
    }

    @Test
    void failureThatMayPass_failsTheRoundAndClearsEverybody() {
        faults.put("e7", TOO_COMPLEX);
        for (int round = 1; round <= 4; round++) {
            sift(entries(20));
        }
        for (Throwable passing : List.of(READ_ONLY, new Unavailable("postgresql: timeout", Duration.ofSeconds(2)))) {
            faults.put("e3", passing);
            assertThatThrownBy(() -> sift(entries(20))).isSameAs(passing);
        }
        faults.remove("e3");
        assertThat(sift(entries(20)).left()).as("counted anew").containsExactly("e7");
    }

    @Test
    void doubtfulEntryThatPassesAfterAll_isClear() {
        faults.put("e7", TOO_COMPLEX);
        sift(entries(20));
        faults.clear();
        assertThat(passed(sift(entries(20)))).hasSize(20);
        assertThat(sifting.inDoubt(List.of("e7"))).isFalse();
    }

    private Sifted<String, List<String>> sift(List<String> entries) {
        return sifting.sift(entries, this::persist).await().atMost(Duration.ofSeconds(10));
    }

    /// As a transaction: all or none.
    private Uni<List<String>> persist(List<String> entries) {
        return entries.stream()
                .map(faults::get)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .map(fault -> Uni.createFrom().<List<String>>failure(fault))
                .orElseGet(() -> Uni.createFrom().item(entries));
    }

    private static List<String> entries(int count) {
        return IntStream.range(0, count).mapToObj(n -> "e" + n).toList();
    }

    private static List<String> passed(Sifted<String, List<String>> sifted) {
        return sifted.passed().stream().flatMap(List::stream).toList();
    }
}
