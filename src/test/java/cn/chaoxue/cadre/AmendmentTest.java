package cn.chaoxue.cadre;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AmendmentTest {

    private static final String FRESH_MOBILE = "13700009999";
    private static final Map<String, String> CHOICE = Map.of("newPassword", "quiet-river-stone");

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    @Test
    void amendment_goesThroughReviewToActivation() {
        UnitRef own = units.province();
        Person person = people.pending(units.city(own));
        String admin = admin(own);
        amend(person, Map.of("mobile", FRESH_MOBILE, "post", "副书记")).then().statusCode(202);
        as(initial(person)).get("/api/v1/me/activation").then().body("state", is("UNDER_REVIEW"));
        as(initial(person))
                .body(CHOICE)
                .post("/api/v1/me/activation/confirmation")
                .then()
                .statusCode(409)
                .body("reason", is("under-review"));
        Response queue = as(admin).get("/api/v1/amendments");
        queue.then()
                .body("items.cadreId", contains((int) person.id()))
                .body("items[0].changes.field", containsInAnyOrder("mobile", "post"))
                .body("items[0].changes.find { it.field == 'mobile' }.before", is(Masking.mobile(person.mobile())))
                .body("items[0].changes.find { it.field == 'mobile' }.after", is(Masking.mobile(FRESH_MOBILE)))
                .body("items[0].changes.find { it.field == 'post' }.after", is("副书记"));
        assertThat(queue.asString()).doesNotContain(FRESH_MOBILE, person.mobile(), person.idNumber());
        as(admin)
                .post("/api/v1/amendments/%s/approval".formatted(queue.<Integer>path("items[0].id")))
                .then()
                .statusCode(204);
        as(admin).get("/api/v1/amendments").then().body("items", empty());
        Logins.login(person.idNumber(), person.mobile()).then().statusCode(401);
        String token = Logins.login(person.idNumber(), FRESH_MOBILE).path("accessToken");
        as(token)
                .get("/api/v1/me/activation")
                .then()
                .body("state", is("APPROVED"))
                .body("profile.post", is("副书记"));
        as(token).body(CHOICE).post("/api/v1/me/activation/confirmation").then().statusCode(200);
        as(admin)
                .get("/api/v1/audit?subject=" + person.id())
                .then()
                .body("items.action", contains("account.activate", "activation.approve", "activation.amend"));
    }

    @Test
    void numberWrongInItsHiddenPart_waitsThoughBothSidesLookAlike() {
        Person person = people.pending(units.province());
        String right =
                person.mobile().substring(0, 3) + "9182" + person.mobile().substring(7);
        amend(person, Map.of("mobile", right)).then().statusCode(202);
        as(admin(person.unit()))
                .get("/api/v1/amendments")
                .then()
                .body("items[0].changes.field", contains("mobile"))
                .body("items[0].changes[0].before", is(Masking.mobile(right)))
                .body("items[0].changes[0].after", is(Masking.mobile(right)));
    }

    @Test
    void rejection_tellsWhyAndLeavesTheRecord() {
        UnitRef own = units.province();
        Person person = people.pending(own);
        amend(person, Map.of("name", "别的名字")).then().statusCode(202);
        as(admin(own))
                .body(Map.of("reason", "与身份证不符"))
                .post("/api/v1/amendments/%d/rejection".formatted(waiting(person)))
                .then()
                .statusCode(204);
        as(initial(person))
                .get("/api/v1/me/activation")
                .then()
                .body("state", is("PENDING"))
                .body("rejection", is("与身份证不符"))
                .body("profile.name", is(person.name()));
        as(initial(person))
                .body(CHOICE)
                .post("/api/v1/me/activation/confirmation")
                .then()
                .statusCode(200);
        as(people.tokenOf(person)).get("/api/v1/me/activation").then().body("rejection", nullValue());
    }

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
        Map<String, Object> all = Map.of("ids", List.of(waiting(one), theirs, waiting(other), 999_999_999));
        as(admin(own))
                .body(all)
                .post("/api/v1/amendments/approvals")
                .then()
                .statusCode(200)
                .body("approved.size()", is(2))
                .body("left.id", contains((int) theirs, 999_999_999))
                .body("left.reason", contains("absent", "absent"));
        assertThat(sql.value("select state from amendment where id = ?", theirs))
                .isEqualTo("WAITING");
        assertThat(sql.value("select post from cadre where id = ?", one.id())).isEqualTo("新职务");
    }

    /// Whoever approves all that waits approves what waited then.
    @Test
    void handedInAfterTheMoment_isNoneOfThoseThatWaited() {
        UnitRef own = units.province();
        Person unchanged = people.pending(own);
        Person again = people.pending(own);
        Person later = people.pending(own);
        amend(unchanged, Map.of("post", "甲")).then().statusCode(202);
        amend(again, Map.of("post", "甲")).then().statusCode(202);
        String admin = admin(own);
        Response first = as(admin).get("/api/v1/amendments?limit=1");
        first.then().body("waiting", is(2)).body("items.size()", is(1));
        String at = first.path("at");
        amend(again, Map.of("post", "乙")).then().statusCode(202);
        amend(later, Map.of("post", "丙")).then().statusCode(202);
        as(admin)
                .queryParam("until", at)
                .get("/api/v1/amendments")
                .then()
                .statusCode(200)
                .body("waiting", is(3))
                .body("items.cadreId", contains((int) unchanged.id()));
        List<Long> ids = Stream.of(unchanged, again, later).map(this::waiting).toList();
        as(admin)
                .body(Map.of("ids", ids, "until", at))
                .post("/api/v1/amendments/approvals")
                .then()
                .statusCode(200)
                .body("approved", contains(ids.getFirst().intValue()))
                .body("left.reason", contains("newer", "newer"));
        assertThat(sql.value("select post from cadre where id = ?", again.id())).isNotEqualTo("乙");
        as(admin)
                .get("/api/v1/amendments?limit=1&after=" + ids.getFirst())
                .then()
                .body("waiting", nullValue())
                .body("items.cadreId", contains((int) again.id()));
    }

    @Test
    void approvedAmongManyAndRejectedAtOnce_isDecidedOnce() {
        UnitRef own = units.province();
        List<Person> some = Stream.generate(() -> people.pending(own)).limit(3).toList();
        some.forEach(person -> amend(person, Map.of("post", "新职务")).then().statusCode(202));
        Person disputed = some.get(1);
        long amendment = waiting(disputed);
        String token = admin(own);
        List<Long> ids = some.stream().map(this::waiting).toList();
        Sql.Held held = sql.hold("select 1 from amendment where id = ? for update", amendment);
        List<Response> answers = sql.together(
                held,
                List.of(
                        () -> as(token).body(Map.of("ids", ids)).post("/api/v1/amendments/approvals"),
                        () -> as(token)
                                .body(Map.of("reason", "与身份证不符"))
                                .post("/api/v1/amendments/%d/rejection".formatted(amendment))));
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

    @Test
    void activeAccount_amendsNothing() {
        Person active = people.learner(units.province());
        as(people.tokenOf(active))
                .body(Map.of("post", "自封"))
                .post("/api/v1/me/activation/amendment")
                .then()
                .statusCode(403);
        as(people.tokenOf(active, Set.of(Role.ACTIVATE)))
                .body(Map.of("post", "自封"))
                .post("/api/v1/me/activation/amendment")
                .then()
                .statusCode(409);
    }

    private long waiting(Person person) {
        return sql.number("select id from amendment where cadre_id = ? and state = 'WAITING'", person.id());
    }

    private Response amend(Person person, Map<String, Object> wish) {
        return as(initial(person)).body(wish).post("/api/v1/me/activation/amendment");
    }

    private String initial(Person person) {
        return people.tokenOf(person, Set.of(Role.ACTIVATE));
    }

    private String admin(UnitRef unit) {
        return people.tokenOf(people.active(unit, Role.PROVINCE_ADMIN));
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }
}
