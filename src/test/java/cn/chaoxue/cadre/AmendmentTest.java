package cn.chaoxue.cadre;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.Concurrently;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Amendments that wait for review together: which of them are approved, and which are not meant.
@QuarkusTest
class AmendmentTest extends Amending {

    @Test
    void handedInAgain_theNewerReplacesTheOlder() {
        Person person = people.pending(units.province());
        amend(person, Map.of("post", "甲")).then().statusCode(202);
        amend(person, Map.of("post", "乙")).then().statusCode(202);
        as(admin(person.unit()))
                .get("/api/v1/amendments")
                .then()
                .body("items.size()", is(1))
                .body("items[0].changes[0].after", is("乙"));
        amend(person, Map.of()).then().statusCode(400);
        amend(person, Map.of("mobile", "123")).then().statusCode(400);
    }

    /// What the record said already is in no difference a reviewer sees.
    @Test
    void proposedAsItIs_staysWhatItBecomesMeanwhile() {
        UnitRef own = units.province();
        Person person = people.pending(own);
        Object post = sql.value("select post from cadre where id = ?", person.id());
        amend(person, Map.of("post", post, "name", "林晓晓")).then().statusCode(202);
        sql.run("update cadre set post = '后来的职务' where id = ?", person.id());
        String admin = admin(own);
        as(admin)
                .get("/api/v1/amendments")
                .then()
                .body("items.size()", is(1))
                .body("items[0].changes.field", contains("name"));
        approveEach(admin, List.of(shown(admin, person))).then().body("approved.size()", is(1));
        assertThat(sql.value("select post || name from cadre where id = ?", person.id()))
                .isEqualTo("后来的职务林晓晓");
    }

    @Test
    void many_areApprovedEachByItself() {
        UnitRef centre = units.centre();
        UnitRef own = units.province(centre);
        Person one = people.pending(own);
        Person other = people.pending(own);
        Person foreign = people.pending(units.province(centre));
        for (Person person : List.of(one, other, foreign)) {
            amend(person, Map.of("post", "新职务")).then().statusCode(202);
        }
        long theirs = waiting(foreign);
        String admin = admin(own);
        Map<String, Object> first = shown(admin, one);
        Object at = first.get("submittedAt");
        approveEach(
                        admin,
                        List.of(
                                first,
                                Map.of("id", theirs, "submittedAt", at),
                                shown(admin, other),
                                Map.of("id", 999_999_999, "submittedAt", at)))
                .then()
                .statusCode(200)
                .body("approved.size()", is(2))
                .body("left.id", contains((int) theirs, 999_999_999))
                .body("left.reason", contains("absent", "absent"));
        assertThat(sql.value("select state from amendment where id = ?", theirs))
                .isEqualTo("WAITING");
        assertThat(sql.value("select post from cadre where id = ?", one.id())).isEqualTo("新职务");
    }

    /// Whoever hands in again may wait for the own account: the moment is that of the writing, not that of the asking.
    @Test
    void handedInAgainAfterWaiting_isNewerThanTheMomentMeanwhile() {
        UnitRef own = units.province();
        Person person = people.pending(own);
        amend(person, Map.of("post", "甲")).then().statusCode(202);
        String admin = admin(own);
        List<String> at = new ArrayList<>();
        sql.meanwhile(
                sql.hold("select 1 from account where id = ? for update", person.id()),
                () -> Concurrently.begun(
                        () -> amend(person, Map.of("post", "乙")).statusCode()),
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%account a%'",
                () -> at.add(as(admin).get("/api/v1/amendments/tally").path("at")));
        as(admin)
                .queryParam("until", at.getFirst())
                .get("/api/v1/amendments")
                .then()
                .statusCode(200)
                .body("items", empty());
    }

    @Test
    void approvedAmongManyAndRejectedAtOnce_isDecidedOnce() {
        UnitRef own = units.province();
        List<Person> some = Stream.generate(() -> people.pending(own)).limit(3).toList();
        some.forEach(person -> amend(person, Map.of("post", "新职务")).then().statusCode(202));
        Person disputed = some.get(1);
        long amendment = waiting(disputed);
        String token = admin(own);
        List<Map<String, Object>> shown =
                some.stream().map(person -> shown(token, person)).toList();
        Sql.Held held = sql.hold("select 1 from amendment where id = ? for update", amendment);
        List<Response> answers = sql.together(
                held, List.of(() -> approveEach(token, shown), () -> reject(token, shown.get(1), "与身份证不符")));
        boolean rejected = answers.getLast().statusCode() == 204;
        assertThat(answers.getFirst().<List<Integer>>path("approved")).hasSize(rejected ? 2 : 3);
        assertThat(sql.value("select state from amendment where id = ?", amendment))
                .isEqualTo(rejected ? "REJECTED" : "APPROVED");
        assertThat("新职务".equals(sql.value("select post from cadre where id = ?", disputed.id())))
                .isNotEqualTo(rejected);
        as(token)
                .get("/api/v1/audit?subject=" + disputed.id())
                .then()
                .body(
                        "items.action",
                        contains(rejected ? "activation.reject" : "activation.approve", "activation.amend"));
    }
}
