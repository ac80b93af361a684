package cn.chaoxue.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.AuditVerification;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.audit.Verdict;
import cn.chaoxue.fixture.OwnersSql;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the audit log sealed, in clear for an investigation.
@QuarkusTest
class EntryShowingTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    EntryShowing entries;

    @Inject
    Maintenance maintenance;

    @Inject
    AuditLog log;

    @Inject
    AuditVerification verification;

    @Inject
    Database database;

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    private record Ran(int exitCode, String said) {}

    @Test
    void entry_isPrintedWholeAndThatItWasIsAnEntry() {
        Person person = people.learner(units.province());
        long seq = changed(person);
        Ran ran = show(seq, "纪检部门来函查证");
        assertThat(ran.exitCode()).as(ran.said()).isZero();
        assertThat(ran.said())
                .contains("mobile: 13912340001 -> 13912340002", "post: 书记 -> 副书记", "reason: 来电?[2J核实")
                .contains(
                        "by: 7 ",
                        "from: 203.0.113.7",
                        person.name(),
                        person.unit().name());
        assertThat(sql.value("""
                        select action || ' ' || actor_id || ' ' || address || ' ' || reason || ' ' || unit_id || ' ' || changes
                        from audit_entry where subject_kind = 'cadre' and subject_id = ? order by seq desc limit 1
                        """, person.id()))
                .asString()
                .startsWith(
                        "audit.shown 0 command line 纪检部门来函查证 " + person.unit().id() + " ")
                .contains("\"entry\"", "\"" + seq + "\"")
                .doesNotContain("13912340001", "13912340002");
        assertThat(shownOf(person)).isEqualTo(1);
        assertThat(verification.verify(Optional.empty()).await().atMost(LIMIT)).isInstanceOf(Verdict.Intact.class);
    }

    @Test
    void whatCannotBeShown_isRefusedInOneSentenceAndWrittenNowhere() {
        Person person = people.learner(units.province());
        long seq = changed(person);
        assertThat(show(Long.MAX_VALUE / 10, "纪检部门来函查证"))
                .isEqualTo(new Ran(1, "audit: there is no entry " + Long.MAX_VALUE / 10));
        assertThat(show(seq, " 查 ").said()).isEqualTo("audit: a reason of 4 to 200 characters is needed");
        int key = ((byte[]) sql.value("select sealed from audit_entry where seq = ?", seq))[0];
        tampered(
                seq,
                "set_byte(sealed, 0, 99)",
                "set_byte(sealed, 0, %d)".formatted(key),
                () -> assertThat(show(seq, "纪检部门来函查证").said()).contains("key number 99", "put its file back"));
        String flipped = "set_byte(sealed, 20, get_byte(sealed, 20) # 1)";
        tampered(
                seq,
                flipped,
                flipped,
                () -> assertThat(show(seq, "纪检部门来函查证").said()).contains("does not open", "audit verify"));
        tampered(
                seq,
                "'\\x01'",
                "decode('%s', 'hex')".formatted(sealed(seq)),
                () -> assertThat(show(seq, "纪检部门来函查证").said()).contains("does not open"));
        assertThat(shownOf(person)).isZero();
        assertThat(show(seq, "纪检部门来函查证").exitCode()).isZero();
    }

    @Test
    void arguments_areANumberAndAReason() {
        assertThat(EntryShowing.fits(List.of("42", "--reason", "纪检部门来函查证"))).isTrue();
        for (List<String> wrong : List.of(
                List.<String>of(),
                List.of("42"),
                List.of("42", "--reason"),
                List.of("42:9f2c", "--reason", "来函查证"),
                List.of("42", "来函查证", "--reason"),
                List.of("42", "--reason", "来函", "查证"))) {
            assertThat(EntryShowing.fits(wrong)).as("%s", wrong).isFalse();
        }
        assertThat(maintenance.run("audit", "show", "42")).isEqualTo(2);
        assertThat(maintenance.run("audit", "show", "999999999999999", "--reason", "纪检部门来函查证"))
                .isEqualTo(1);
    }

    private long changed(Person person) {
        AuditEvent event = AuditEvent.of(
                        new Origin(7, "203.0.113.7"),
                        "test.show",
                        Subject.cadre(person.id()),
                        person.unit().id())
                .because("来电\u001b[2J核实")
                .changing(List.of(
                        Change.personal(
                                "mobile",
                                "139****0001",
                                "139****0002",
                                new Change.Values("13912340001", "13912340002")),
                        Change.of("post", "书记", "副书记").orElseThrow()));
        database.transaction(tx -> log.append(tx, event)).await().atMost(LIMIT);
        return sql.number(
                "select seq from audit_entry where action = 'test.show' and subject_kind = 'cadre' and subject_id = ?",
                person.id());
    }

    private long shownOf(Person person) {
        return sql.number(
                "select count(*) from audit_entry where action = 'audit.shown' and subject_kind = 'cadre' and subject_id = ?",
                person.id());
    }

    private String sealed(long seq) {
        return (String) sql.value("select encode(sealed, 'hex') from audit_entry where seq = ?", seq);
    }

    /// Puts it back afterwards: other tests verify the log.
    private static void tampered(long seq, String how, String back, Runnable look) {
        String off = "alter table audit_entry disable trigger user";
        String on = "alter table audit_entry enable trigger user";
        String set = "update audit_entry set sealed = %s where seq = " + seq;
        OwnersSql.run(off, set.formatted(how), on);
        try {
            look.run();
        } finally {
            OwnersSql.run(off, set.formatted(back), on);
        }
    }

    private Ran show(long seq, String reason) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exitCode = entries.show(List.of(String.valueOf(seq), "--reason", reason), out)
                .await()
                .atMost(LIMIT);
        return new Ran(exitCode, said.toString(StandardCharsets.UTF_8).strip());
    }
}
