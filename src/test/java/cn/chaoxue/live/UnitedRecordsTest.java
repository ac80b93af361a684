package cn.chaoxue.live;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// What becomes of the record that goes into another, whatever somebody does with it at the same moment.
@QuarkusTest
class UnitedRecordsTest extends OnePersonTwice {

    @Test
    void mergedRecord_comesBackNowhere() {
        long before = campaigns.open(zhejiang);
        enrolAll(before);
        as(admin)
                .body(Map.of(
                        "kind",
                        "RETIREMENT",
                        "effectiveOn",
                        LocalDate.now().plusDays(20).toString(),
                        "reason",
                        "到龄退出"))
                .post("/api/v1/cadres/%d/postings".formatted(slip.id()))
                .then()
                .statusCode(201);
        correct().then().statusCode(409);
        settle("merger").then().statusCode(204);
        assertThat(sql.value("select state from posting_change where cadre_id = ?", slip.id()))
                .isEqualTo("WITHDRAWN");
        as(admin)
                .body(REASON)
                .post("/api/v1/cadres/%d/account/enablement".formatted(slip.id()))
                .then()
                .statusCode(409)
                .body("reason", is("account-state"));
        as(admin)
                .body(Map.of("kind", "RETURN", "effectiveOn", LocalDate.now().toString(), "reason", "恢复任职"))
                .post("/api/v1/cadres/%d/postings".formatted(slip.id()))
                .then()
                .statusCode(409)
                .body("reason", is("merged"));
        sql.run("update account set status = 'PENDING' where id = ?", slip.id());
        long after = campaigns.open(zhejiang);
        enrolAll(after);
        assertThat(sql.number("select count(*) from enrolment where learner_id = ?", slip.id()))
                .isZero();
    }

    @Test
    void oneRecordOrAnOpenTest_isNotMerged() {
        correct().then().statusCode(409);
        long course = courses.video(60);
        sql.run(
                "insert into exam (course_id, title, pass_mark, question_count, duration_seconds, max_attempts)"
                        + " values (?, 'x', 60, 1, 600, 3)",
                course);
        sql.run(
                "insert into attempt (exam_id, learner_id, number, state, question_ids, deadline)"
                        + " select id, ?, 1, 'OPEN', '{}', now() + interval '1 hour' from exam where course_id = ?",
                slip.id(),
                course);
        settle("merger").then().statusCode(409).body("reason", is("attempt-open"));
        sql.run("update id_conflict set other_id = null where cadre_id = ?", right.id());
        settle("merger").then().statusCode(409).body("reason", is("one-record"));
    }

    /// What the one that goes went through before the other began comes before it, and takes no place of it.
    @Test
    void historyOfTheOneThatGoes_comesBeforeThatOfTheOneThatStays() {
        sql.run("update cadre set in_post_since = '2026-03-01' where id = ?", right.id());
        UnitRef later = units.city(zhejiang);
        correct().then().statusCode(409);
        as(admin)
                .body(Map.of(
                        "kind", "TRANSFER",
                        "toUnit", later.id(),
                        "post", "书记",
                        "effectiveOn", "2026-03-01",
                        "reason", "组织调动"))
                .post("/api/v1/cadres/%d/postings".formatted(slip.id()))
                .then()
                .statusCode(201);
        settle("merger").then().statusCode(204);
        as(admin)
                .get("/api/v1/cadres/%d/postings".formatted(right.id()))
                .then()
                .body("items.unit", contains(right.unit().name(), slip.unit().name()))
                .body("items.until", contains(null, "2026-02-28"));
        as(admin)
                .get("/api/v1/postings?on=%s&unit=%d"
                        .formatted(LocalDate.now(), right.unit().id()))
                .then()
                .body("items.cadreId", contains((int) right.id()));
    }

    @Test
    void editAtTheMomentOfTheMerger_leavesNothingHalf() {
        correct().then().statusCode(409);
        List<Response> answers = together(() -> settle("merger"), () -> edit("新的职务"));
        answers.getFirst().then().statusCode(204);
        answers.getLast().then().statusCode(oneOf(200, 409));
        gone();
    }

    @Test
    void postingAtTheMomentOfTheMerger_isWithdrawnOrRefused() {
        correct().then().statusCode(409);
        List<Response> answers = together(
                () -> settle("merger"), () -> post("RETIREMENT", LocalDate.now().plusDays(20)));
        answers.getFirst().then().statusCode(204);
        answers.getLast().then().statusCode(oneOf(201, 409));
        gone();
    }

    @Test
    void leaveAtTheMomentOfTheMerger_followsOrIsRefused() {
        correct().then().statusCode(409);
        List<Response> answers = together(() -> settle("merger"), () -> post("LEAVE", LocalDate.now()));
        answers.getFirst().then().statusCode(204);
        answers.getLast().then().statusCode(oneOf(201, 409));
        gone();
        assertThat(sql.number("select count(*) from posting where cadre_id = ? and valid_to is null", slip.id()))
                .isZero();
        assertThat(sql.number("select count(*) from posting where cadre_id = ? and kind = 'LEAVE'", right.id()))
                .isEqualTo(answers.getLast().statusCode() == 201 ? 1 : 0);
    }

    @Test
    void activationAtTheMomentOfTheMerger_bringsNobodyBack() {
        sql.run(
                "update account set status = 'PENDING', password_hash = null, initial_index = username_index where id = ?",
                slip.id());
        sql.run("update cadre set activated_at = null where id = ?", slip.id());
        correct().then().statusCode(409);
        String initial = people.tokenOf(slip, Set.of(Role.ACTIVATE));
        List<Response> answers = together(
                () -> settle("merger"),
                () -> as(initial)
                        .body(Map.of("newPassword", "quiet-river-stone"))
                        .post("/api/v1/me/activation/confirmation"));
        answers.getFirst().then().statusCode(204);
        answers.getLast().then().statusCode(oneOf(200, 401, 409));
        gone();
        Logins.login(slip.idNumber(), "quiet-river-stone").then().statusCode(401);
    }

    /// Both wait for the record that goes, then run as they get it.
    private List<Response> together(Callable<Response> one, Callable<Response> other) {
        return sql.together(sql.hold("select 1 from account where id = ? for update", slip.id()), List.of(one, other));
    }

    private Response edit(String post) {
        Map<String, Object> form = Map.of(
                "name", "林晓",
                "cadreClass", "GRASSROOTS",
                "employment", "FULL_TIME",
                "post", post,
                "inPostSince", "2020-09-01",
                "version", 0);
        return as(admin).body(form).put("/api/v1/cadres/" + slip.id());
    }

    private Response post(String kind, LocalDate on) {
        return as(admin)
                .body(Map.of("kind", kind, "effectiveOn", on.toString(), "reason", "组织安排，见文件"))
                .post("/api/v1/cadres/%d/postings".formatted(slip.id()));
    }

    /// The record that went says into which, nobody signs in with it, and nothing about it waits.
    private void gone() {
        assertThat(sql.number("select merged_into from cadre where id = ?", slip.id()))
                .isEqualTo(right.id());
        assertThat(sql.value("select status from account where id = ?", slip.id()))
                .isEqualTo("DISABLED");
        assertThat(sql.number(
                        "select count(*) from posting_change where cadre_id = ? and state in ('PROPOSED', 'ACCEPTED')",
                        slip.id()))
                .isZero();
    }
}
