package cn.chaoxue.cadre;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Refusals;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CadreResourceTest {

    private static final String SEARCH = "/api/v1/cadres/search";

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    @Test
    void liaison_seesOnlyTheOwnProvinceMasked() {
        UnitRef centre = units.centre();
        UnitRef own = units.province(centre);
        UnitRef foreign = units.province(centre);
        Person liaison = people.active(own, Role.LIAISON);
        Person inCity = people.learner(units.city(own));
        people.learner(foreign);
        Response page = list(people.tokenOf(liaison), Map.of());
        page.then().statusCode(200);
        assertThat(page.<List<Integer>>path("items.id"))
                .containsExactlyInAnyOrder((int) liaison.id(), (int) inCity.id());
        assertThat(page.asString()).doesNotContain(inCity.idNumber(), inCity.mobile(), inCity.name());
        assertThat(page.<String>path("items.find { it.id == %d }.idNumberMasked".formatted(inCity.id())))
                .isEqualTo(Masking.idNumber(inCity.idNumber()));
    }

    @Test
    void foreignAndAbsentUnits_answerAlike() {
        UnitRef centre = units.centre();
        String token = people.tokenOf(people.active(units.province(centre), Role.PROVINCE_ADMIN));
        Response foreign = list(token, Map.of("unit", units.province(centre).id()));
        Response above = list(token, Map.of("unit", centre.id()));
        Response absent = list(token, Map.of("unit", 999_999_999));
        assertThat(List.of(foreign, above, absent)).allMatch(answer -> answer.statusCode() == 404);
        assertThat(Refusals.told(foreign)).isEqualTo(Refusals.told(absent)).isEqualTo(Refusals.told(above));
    }

    @Test
    void siblingWhoseIdBeginsAlike_isNotInTheSubtree() {
        UnitRef centre = units.centre();
        UnitRef own = units.province(centre);
        Person liaison = people.active(own, Role.LIAISON);
        String token = people.tokenOf(liaison);
        list(token, Map.of("unit", own.id())).then().body("items.size()", is(1));
    }

    @Test
    void newAppointees_areThoseWhoseFirstPostBeganWithinTheCycle() {
        UnitRef province = units.province();
        String token = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN));
        int year = LocalDate.now(ZoneId.of("Asia/Shanghai")).getYear();
        Person fresh = appointed(province, year + "-01-02", null);
        Person onTheFirstDay = appointed(province, year + "-01-01", null);
        Person transferred = appointed(province, year + "-06-01", "2020-09-01");
        list(token, Map.of("newAppointee", true)).then().statusCode(200).body("items.id", is(List.of((int)
                fresh.id())));
        Response all = list(token, Map.of());
        assertThat(all.<List<Integer>>path("items.findAll { it.newAppointee }.id"))
                .containsExactly((int) fresh.id());
        Map.of(fresh, true, onTheFirstDay, false, transferred, false).forEach((person, flag) -> {
            String record = "/api/v1/cadres/" + person.id();
            given().auth().oauth2(token).get(record).then().body("newAppointee", is(flag));
            given().auth().oauth2(token).get(record + "/postings").then().body("newAppointee", is(flag));
        });
    }

    private Person appointed(UnitRef unit, String since, @Nullable String first) {
        Person person = people.learner(unit);
        sql.run(
                "update cadre set in_post_since = ?::date, appointed_on = ?::date where id = ?",
                since,
                first,
                person.id());
        return person;
    }

    @Test
    void cursor_walksEveryoneOnce() {
        UnitRef province = units.province();
        String token = people.tokenOf(people.active(province, Role.CITY_ADMIN));
        for (int i = 0; i < 6; i++) {
            people.learner(province);
        }
        List<Integer> seen = new ArrayList<>();
        @Nullable String after = "0";
        while (after != null) {
            Response page = list(token, Map.of("limit", 3, "after", after));
            page.then().statusCode(200);
            seen.addAll(page.path("items.id"));
            after = page.path("next");
        }
        assertThat(seen).hasSize(7).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void pieceOfAName_narrowsTheList() {
        UnitRef province = units.province();
        String token = people.tokenOf(people.active(province, Role.CENTRE_ADMIN));
        Person wanted = people.learner(province);
        people.learner(province);
        sql.run("update cadre set name = '欧阳晓潮' where id = ?", wanted.id());
        list(token, Map.of("name", "阳晓")).then().body("items.size()", is(1)).body("items[0].id", is((int) wanted.id()));
        list(token, Map.of("name", "%")).then().body("items.size()", is(0));
    }

    @Test
    void learnersAndStrangers_areKeptOut() {
        list(people.tokenOf(people.learner(units.province())), Map.of()).then().statusCode(403);
        given().contentType(ContentType.JSON).body(Map.of()).post(SEARCH).then().statusCode(401);
    }

    @Test
    void unfitParameters_areNamed() {
        String token = people.tokenOf(people.active(units.province(), Role.LIAISON));
        list(token, Map.of("limit", 0)).then().statusCode(400).body("errors[0].field", is("limit"));
        list(token, Map.of("limit", 100_000)).then().statusCode(400);
        list(token, Map.of("after", "x")).then().statusCode(400).body("errors[0].field", is("after"));
    }

    private static Response list(String token, Map<String, ?> criteria) {
        return given().header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(criteria)
                .post(SEARCH);
    }
}
