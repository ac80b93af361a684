package cn.chaoxue.roster;

import static cn.chaoxue.roster.Rosters.csv;
import static cn.chaoxue.roster.Rosters.freshId;
import static cn.chaoxue.roster.Rosters.notes;
import static cn.chaoxue.roster.Rosters.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.InTime;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an import comes to whose worker, file, right or time ended on the way.
@QuarkusTest
class InterruptedImportTest extends Importing {

    @Inject
    ImportRepository imports;

    @Inject
    Applying applying;

    @Inject
    Expiry expiry;

    /// What a crash after a commit, and a lost lease, come to: the batch is done once more.
    @Test
    void batchAppliedTwice_changesNothingTwice() {
        String number = freshId();
        int id = admin.tried("a.csv", csv(row("林晓", number, city.name(), "书记")));
        admin.applied(id);
        long entries =
                sql.number("select count(*) from audit_entry where action = 'cadre.create' and unit_id = ?", city.id());
        sql.run("update roster_import set state = 'APPLYING', position = 0 where id = ?", (long) id);
        assertThat(admin.until(id, "DONE").getInt("done.unchanged")).isEqualTo(1);
        assertThat(sql.number("select count(*) from cadre where unit_id = ?", city.id()))
                .isEqualTo(1);
        assertThat(sql.number(
                        "select count(*) from audit_entry where action = 'cadre.create' and unit_id = ?", city.id()))
                .isEqualTo(entries);
    }

    /// A worker froze, another took over, and the first wakes up.
    @Test
    void workerWhoseLeaseIsGone_changesNothingAndAnotherGoesOn() {
        int id = admin.tried("a.csv", csv(row("林晓", freshId(), city.name(), "书记")));
        sql.run("""
                update roster_import set state = 'APPLYING', lease_owner = gen_random_uuid(),
                    lease_until = now() + interval '1 hour' where id = ?
                """, (long) id);
        Import of = InTime.done(imports.find(id, province.id())).orElseThrow();
        assertThatThrownBy(() -> InTime.done(applying.some(of))).isInstanceOf(LeaseLost.class);
        assertThat(sql.number("select count(*) from cadre where unit_id = ?", city.id()))
                .isZero();
        sql.run("update roster_import set lease_until = now() - interval '1 second' where id = ?", (long) id);
        assertThat(admin.until(id, "DONE").getInt("done.create")).isEqualTo(1);
    }

    @Test
    void importOfSomebodyWhoseRightIsOver_isNotApplied() {
        int id = admin.tried("a.csv", csv(row("林晓", freshId(), city.name(), "书记")));
        sql.run("""
                update staff_grant set over_at = now() where account_id =
                    (select actor_id from roster_import where id = ?)
                """, (long) id);
        sql.run("update roster_import set state = 'APPLYING' where id = ?", (long) id);
        Uploading colleague = new Uploading(people.tokenOf(people.active(province, Role.PROVINCE_ADMIN)));
        assertThat(colleague.until(id, "FAILED").getString("failure")).isEqualTo("not-allowed-any-more");
        assertThat(sql.number("select count(*) from cadre where unit_id = ?", city.id()))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status = 'DISABLED'", "status = 'PENDING', password_hash = null", "must_change = true"})
    void importOfSomebodyWhoseAccountWasTaken_isNotApplied(String taken) {
        int id = admin.tried("a.csv", csv(row("林晓", freshId(), city.name(), "书记")));
        sql.run(
                "update account set " + taken + ", token_version = token_version + 1, revoked_at = now()"
                        + " where id = (select actor_id from roster_import where id = ?)",
                (long) id);
        sql.run("update roster_import set state = 'APPLYING' where id = ?", (long) id);
        Uploading colleague = new Uploading(people.tokenOf(people.active(province, Role.PROVINCE_ADMIN)));
        assertThat(colleague.until(id, "FAILED").getString("failure")).isEqualTo("not-allowed-any-more");
        assertThat(sql.number("select count(*) from cadre where unit_id = ?", city.id()))
                .isZero();
    }

    @Test
    void expired_isCountsAlone() {
        int id = admin.tried("a.csv", csv(row("林晓", freshId(), city.name(), "书记")));
        sql.run("update roster_import set expires_at = now() - interval '1 second' where id = ?", (long) id);
        // One import a step, and tests before this one leave some two hundred.
        await().pollInterval(Duration.ofMillis(1)).until(() -> InTime.done(expiry.some()) == 0);
        assertThat(admin.rows(id).getList("items")).isEmpty();
        assertThat(admin.one(id).getInt("found.create")).isEqualTo(1);
        assertThat(admin.one(id).getString("state")).isEqualTo("EXPIRED");
        assertThat(admin.one(id).getString("finishedAt")).isNotNull();
        admin.step(id, "application").then().statusCode(409);
        admin.step(id, "cancellation").then().statusCode(409);
    }

    /// The first batch is stored by the time the second turns out unreadable.
    @Test
    void fileUnreadableHalfWay_leavesNothingOfItsRows() throws IOException {
        StringBuilder rows = new StringBuilder(TestFiles.row(1, TestFiles.HEADING.split(",")));
        for (int line = 2; line < 1100; line++) {
            rows.append(TestFiles.row(line, "林晓", "1"));
        }
        int id = admin.send("a.xlsx", TestFiles.workbook(rows + TestFiles.row(5, "林晓", "1"), ""));
        JsonPath view = admin.until(id, "FAILED");
        assertThat(view.getString("failure")).isEqualTo("unreadable");
        assertThat(view.getInt("found.rows")).isZero();
        assertThat(sql.number("select count(*) from roster_row where import_id = ?", (long) id))
                .isZero();
    }

    @Test
    void groundThatChangedMeanwhile_isJudgedAgain() {
        Person later = people.learner(units.province());
        int id = admin.tried("a.csv", csv(row("林晓", freshId(), city.name(), "书记")));
        sql.run("update unit set opened_on = '2020-01-01', closed_on = '2026-01-01' where id = ?", city.id());
        JsonPath done = admin.applied(id);
        assertThat(done.getInt("done.wrong")).isEqualTo(1);
        assertThat(notes(admin.rows(id), 0)).containsEntry("unit", "unit-closed");
        assertThat(later.id()).isPositive();
    }

    @Test
    void cancelled_isNeverApplied() {
        String number = freshId();
        int id = admin.tried("a.csv", csv(row("林晓", number, city.name(), "书记")));
        admin.step(id, "cancellation").then().statusCode(200).body("state", is("CANCELLED"));
        admin.step(id, "application").then().statusCode(409);
        assertThat(recorded(number)).isZero();
    }

    private long recorded(String idNumber) {
        assertThat(idNumber).hasSize(18);
        return sql.number("select count(*) from cadre where unit_id = ?", city.id());
    }
}
