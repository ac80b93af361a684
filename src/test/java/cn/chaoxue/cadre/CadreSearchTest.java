package cn.chaoxue.cadre;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Refusals;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Finding people by what administrators know of them.
@QuarkusTest
class CadreSearchTest extends CadreForms {

    @Test
    void search_goesByBeginningInitialsClassAndStatus() {
        UnitRef own = units.province();
        String admin = admin(own);
        create(admin, form(own, freshId())).then().statusCode(201);
        create(admin, with(form(own, freshId()), "name", "林大海", "mobile", "13700005678", "cadreClass", "SECTION"))
                .then()
                .statusCode(201);
        assertThat(found(admin, Map.of("q", "林"))).isEqualTo(2);
        assertThat(found(admin, Map.of("q", "林晓"))).isEqualTo(1);
        assertThat(found(admin, Map.of("q", "LD"))).isEqualTo(1);
        assertThat(found(admin, Map.of("q", "l", "cadreClass", "SECTION"))).isEqualTo(1);
        assertThat(found(admin, Map.of("q", "l", "status", "ACTIVE"))).isZero();
        assertThat(found(admin, Map.of("q", "晓"))).isZero();
        assertThat(found(admin, Map.of("name", "晓"))).isEqualTo(1);
        search(admin, Map.of("status", "NONSENSE")).then().statusCode(400);
    }

    @Test
    void search_ofAPartOfTheTreeGoesOnBehindAnyone() {
        UnitRef own = units.province();
        UnitRef city = units.city(own);
        String admin = admin(own);
        List<Person> some = Stream.generate(() -> people.learner(city)).limit(3).toList();
        people.learner(own);
        String after = Long.toString(some.getFirst().id());
        search(admin, Map.of("limit", 2, "unit", city.id(), "after", after))
                .then()
                .body("items.id", contains((int) some.get(1).id(), (int)
                        some.get(2).id()))
                .body("next", nullValue());
        search(admin, Map.of("limit", 2, "unit", city.id(), "status", "ACTIVE"))
                .then()
                .body("items.id", contains((int) some.get(0).id(), (int)
                        some.get(1).id()));
    }

    @Test
    void lookUp_findsByTheWholeNumberInTheOwnSubtreeAlone() {
        UnitRef centre = units.centre();
        UnitRef own = units.province(centre);
        Person below = people.learner(units.city(own));
        Person beside = people.learner(units.province(centre));
        String admin = admin(own);
        Response found = lookUp(admin, below.idNumber());
        found.then().statusCode(200).body("id", is((int) below.id())).header("Cache-Control", "no-store");
        assertThat(found.asString()).doesNotContain(below.idNumber(), below.mobile(), below.name());
        lookUp(admin, beside.idNumber()).then().statusCode(404);
        lookUp(admin, freshId()).then().statusCode(404);
        lookUp(admin, "330106199001011").then().statusCode(400).body("errors[0].field", is("idNumber"));
        lookUp(people.tokenOf(people.active(own, Role.LIAISON)), below.idNumber())
                .then()
                .statusCode(403);
    }

    @Test
    void lookUps_areTracedWhetherSomebodyIsFoundOrNot() {
        UnitRef own = units.province();
        Person below = people.learner(units.city(own));
        String admin = admin(own);
        lookUp(admin, below.idNumber()).then().statusCode(200);
        String nobodys = freshId();
        lookUp(admin, nobodys).then().statusCode(404);
        Response log = as(admin).get("/api/v1/audit?action=cadre.look-up");
        log.then().body("items.subject.id", contains((int) own.id(), (int) below.id()));
        assertThat(log.asString()).doesNotContain(nobodys, below.idNumber());
    }

    @Test
    void numberAsAName_isRefusedAndNotQuoted() {
        String admin = admin(units.province());
        for (String field : List.of("q", "name")) {
            for (String text : List.of("1101", "身份证11010519491231002X", "１３８", "\0")) {
                Response refused = search(admin, Map.of(field, text));
                refused.then().statusCode(400).body("type", endsWith("invalid-request"));
                assertThat(Refusals.told(refused)).doesNotContain(text);
            }
        }
    }

    @Test
    void names_areTakenFromNoAddress() {
        String admin = admin(units.province());
        as(admin).queryParam("q", "林").get("/api/v1/cadres").then().statusCode(405);
        as(admin).queryParam("name", "林").get("/api/v1/liaisons").then().statusCode(405);
    }
}
