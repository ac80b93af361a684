package cn.chaoxue.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.chaoxue.fixture.OwnersSql;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.platform.crypto.FieldCipher;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditLogTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    AuditLog log;

    @Inject
    AuditVerification verification;

    @Inject
    Database database;

    @Inject
    FieldCipher cipher;

    @Inject
    Units units;

    @Inject
    Sql sql;

    @Test
    void entriesOfManyTransactionsAtOnce_areOneChain() {
        long unit = units.province().id();
        Multi.createFrom()
                .iterable(IntStream.range(0, 60).boxed().toList())
                .onItem()
                .transformToUni(i -> append(event(unit, "test.many"), event(unit, "test.again " + i)))
                .merge(12)
                .collect()
                .asList()
                .await()
                .atMost(LIMIT);
        assertThat(sql.number("select count(*) from audit_entry where unit_id = ?", unit))
                .isEqualTo(120);
        assertThat(verify()).isInstanceOf(Verdict.Intact.class);
    }

    @Test
    void rolledBackTransaction_leavesNoEntryAndNoGap() {
        long unit = units.province().id();
        Uni<Void> failing = database.transaction(tx -> log.append(tx, event(unit, "test.undone"))
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("undone"))));
        assertThatThrownBy(() -> failing.await().atMost(LIMIT)).hasMessage("undone");
        append(event(unit, "test.done")).await().atMost(LIMIT);
        assertThat(sql.number("select count(*) from audit_entry where unit_id = ?", unit))
                .isEqualTo(1);
        assertThat(verify()).isInstanceOf(Verdict.Intact.class);
    }

    @Test
    void personalValues_areSealedAndShownMasked() {
        long unit = units.province().id();
        AuditEvent event = event(unit, "test.personal")
                .changing(List.of(Change.personal(
                        "mobile", "139****0001", "139****0002", new Change.Values("13912340001", "13912340002"))));
        append(event).await().atMost(LIMIT);
        long seq = sql.number("select seq from audit_entry where unit_id = ?", unit);
        String row = (String) sql.value("select e::text from audit_entry e where seq = ?", seq);
        assertThat(row).contains("139****0001").doesNotContain("13912340001", "13912340002");
        byte[] sealed = (byte[]) sql.value("select sealed from audit_entry where seq = ?", seq);
        assertThat(cipher.open("audit", seq, sealed)).contains("13912340001", "13912340002");
    }

    @Test
    void serviceItself_canNeitherChangeNorRemoveNorTakeBack() {
        append(event(units.province().id(), "test.kept")).await().atMost(LIMIT);
        for (String attempt : List.of(
                "update audit_entry set action = 'other'",
                "delete from audit_entry",
                "truncate audit_entry",
                "update audit_head set seq = seq - 1",
                "delete from audit_head",
                "alter table audit_entry disable trigger all",
                "drop trigger audit_entry_stands on audit_entry")) {
            assertThatThrownBy(() -> sql.run(attempt)).as(attempt).hasMessage(attempt);
        }
        assertThat(verify()).isInstanceOf(Verdict.Intact.class);
    }

    /// The owner can switch the triggers off; the chain tells, and where.
    @Test
    void owner_cannotChangeRemoveOrCutOffUnnoticed() {
        long unit = units.province().id();
        append(event(unit, "test.a"), event(unit, "test.b"), event(unit, "test.c"))
                .await()
                .atMost(LIMIT);
        long first = sql.number("select min(seq) from audit_entry where unit_id = ?", unit);
        tampered(
                "update audit_entry set actor_id = 99 where seq = " + (first + 1),
                () -> assertThat(verify()).isEqualTo(new Verdict.Broken(first + 1, "is not as it was written")));
        tampered(
                "delete from audit_entry where seq = " + (first + 1),
                () -> assertThat(verify()).isEqualTo(new Verdict.Broken(first + 1, "is missing")));
        tampered(
                "delete from audit_entry where seq > " + first,
                () -> assertThat(verify())
                        .isEqualTo(new Verdict.Broken(first + 1, "is missing, and so are all after it")));
        assertThat(verify()).isInstanceOf(Verdict.Intact.class);
    }

    @Test
    void endNotedEarlier_showsWhatEvenTheKeyCouldHide() {
        append(event(units.province().id(), "test.noted")).await().atMost(LIMIT);
        Anchor noted = ((Verdict.Intact) verify()).head();
        append(event(units.province().id(), "test.later")).await().atMost(LIMIT);
        assertThat(Anchor.parse(noted.toString())).contains(noted);
        assertThat(verification.verify(Optional.of(noted)).await().atMost(LIMIT))
                .isInstanceOf(Verdict.Intact.class);
        Anchor longer = new Anchor(noted.seq() + 1_000_000, noted.hash());
        assertThat(verification.verify(Optional.of(longer)).await().atMost(LIMIT))
                .isInstanceOf(Verdict.Broken.class);
        Anchor other = new Anchor(noted.seq(), AuditHash.ORIGIN);
        assertThat(verification.verify(Optional.of(other)).await().atMost(LIMIT))
                .isEqualTo(new Verdict.Broken(noted.seq(), "is not the one that was noted"));
    }

    /// Puts everything back afterwards: other tests share the log.
    private void tampered(String how, Runnable look) {
        String off = "alter table audit_entry disable trigger user";
        String on = "alter table audit_entry enable trigger user";
        OwnersSql.run("create table kept as table audit_entry", off, how, on);
        try {
            look.run();
        } finally {
            OwnersSql.run(off, "delete from audit_entry", "insert into audit_entry table kept", "drop table kept", on);
        }
    }

    private Verdict verify() {
        return verification.verify(Optional.empty()).await().atMost(LIMIT);
    }

    private Uni<Void> append(AuditEvent... events) {
        return database.transaction(tx -> log.append(tx, List.of(events)));
    }

    private static AuditEvent event(long unit, String action) {
        return AuditEvent.of(new Origin(7, "203.0.113.7"), action, Subject.unit(unit), unit)
                .because("a reason");
    }
}
