package cn.chaoxue.cadre;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.Concurrently;
import cn.chaoxue.fixture.InTime;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A decision is about the version that was shown to whoever took it: one handed in since is looked at again.
@QuarkusTest
class DecidedAsShownTest extends Amending {

    @Test
    void handedInAgain_isLeftToAnotherLook() {
        UnitRef own = units.province();
        Person person = people.pending(own);
        String admin = admin(own);
        Map<String, Object> older = handedIn(admin, person, "甲");
        Map<String, Object> newer = handedIn(admin, person, "乙");
        approve(admin, older).then().statusCode(409).body("reason", is("newer"));
        reject(admin, older, "请填写全称").then().statusCode(409).body("reason", is("newer"));
        approveEach(admin, List.of(older))
                .then()
                .statusCode(200)
                .body("left.id", contains(older.get("id")))
                .body("left.reason", contains("newer"));
        assertThat(sql.value("select state from amendment where cadre_id = ?", person.id()))
                .isEqualTo("WAITING");
        approve(admin, newer).then().statusCode(204);
        assertThat(post(person)).isEqualTo("乙");
    }

    /// What has to wait while it is handed in.
    enum HandedIn {
        WAITING_FOR_THE_ACCOUNT("account a"),
        WAITING_FOR_THE_AUDIT_LOG("audit_head");

        final String waiting;

        HandedIn(String what) {
            this.waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%"
                    + what + "%'";
        }
    }

    /// Shown, and decided on, while the newer one is stamped but not there for anybody to see.
    @ParameterizedTest
    @EnumSource
    void handedInWhileTheOlderIsShown_isLeftToAnotherLook(HandedIn how) {
        UnitRef own = units.province();
        Person person = people.pending(own);
        String admin = admin(own);
        Object before = post(person);
        handedIn(admin, person, "甲");
        List<CompletableFuture<Response>> decisions = new ArrayList<>();
        sql.meanwhile(
                held(how, person),
                () -> Concurrently.begun(
                        () -> amend(person, Map.of("post", "乙")).statusCode()),
                how.waiting,
                () -> {
                    Map<String, Object> older = shown(admin, person);
                    decisions.add(Concurrently.begun(() -> approve(admin, older)));
                });
        // Whichever came first: what nobody was shown is no record.
        int status = InTime.done(decisions.getFirst()).statusCode();
        assertThat(post(person)).isEqualTo(status == 204 ? "甲" : before);
    }

    private Sql.Held held(HandedIn how, Person person) {
        return switch (how) {
            case WAITING_FOR_THE_ACCOUNT -> sql.hold("select 1 from account where id = ? for update", person.id());
            case WAITING_FOR_THE_AUDIT_LOG -> sql.hold("select 1 from audit_head for update");
        };
    }

    /// Stored to the microsecond, and compared to it.
    @Test
    void moment_isComparedExactly() {
        UnitRef own = units.province();
        Person person = people.pending(own);
        String admin = admin(own);
        Object id = handedIn(admin, person, "甲").get("id");
        for (String at : List.of("2026-03-01T08:00:00.123456Z", "2026-03-01T08:00:00.120Z", "2026-03-01T08:00:00Z")) {
            sql.run("update amendment set submitted_at = ?::timestamptz where id = ?", at, id);
            assertThat(shown(admin, person)).containsEntry("submittedAt", at);
        }
        for (String near : List.of("2026-03-01T08:00:00.000001Z", "2026-03-01T07:59:59.999999Z")) {
            approve(admin, Map.of("id", id, "submittedAt", near)).then().statusCode(409);
        }
        approve(admin, shown(admin, person)).then().statusCode(204);
    }

    @Test
    void decisionThatNamesNoVersion_isToldWhatItLacks() {
        UnitRef own = units.province();
        Person person = people.pending(own);
        String admin = admin(own);
        Object id = handedIn(admin, person, "甲").get("id");
        String one = "/api/v1/amendments/" + id;
        as(admin).post(one + "/approval").then().statusCode(400);
        lacking(as(admin).body(Map.of()).post(one + "/approval"), "submittedAt");
        lacking(as(admin).body(Map.of("reason", "请填写全称")).post(one + "/rejection"), "submittedAt");
        lacking(as(admin).body(Map.of("ids", List.of(id))).post("/api/v1/amendments/approvals"), "items");
        lacking(approveEach(admin, List.of(Map.of("id", id))), "submittedAt");
        assertThat(waiting(person)).isPositive();
    }

    private static void lacking(Response answer, String field) {
        answer.then()
                .statusCode(400)
                .body("errors.field", contains(field))
                .body("errors[0].message", containsString("expected"));
    }

    private Map<String, Object> handedIn(String admin, Person person, String post) {
        amend(person, Map.of("post", post)).then().statusCode(202);
        return shown(admin, person);
    }

    private Object post(Person person) {
        return sql.value("select post from cadre where id = ?", person.id());
    }
}
