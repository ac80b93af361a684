package cn.chaoxue.cadre;

import static cn.chaoxue.fixture.Api.as;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whose records somebody may enter and change.
@QuarkusTest
class RecordReachTest extends CadreForms {

    /// Whoever sets the mobile number of a pending account knows its password (A1.2).
    @Test
    void numbersOfWhoAnswersForTheSameUnit_areChangedFromAbove() {
        UnitRef centre = units.centre();
        UnitRef own = units.province(centre);
        Person superior = people.pending(own);
        sql.run(
                "insert into staff_grant (account_id, role, unit_id, reason) values (?, 'province-admin', ?, 'test')",
                superior.id(),
                own.id());
        String keeper = people.tokenOf(people.active(own, Role.DATABASE_ADMIN));
        for (Map<String, Object> taking :
                List.of(with(edit(0), "mobile", MOBILE), with(edit(0), "idNumber", freshId()))) {
            change(keeper, superior, taking).then().statusCode(409).body("reason", is("superior-needed"));
        }
        Logins.login(superior.idNumber(), MOBILE).then().statusCode(401);
        change(keeper, superior, edit(0)).then().statusCode(200);
        String above = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        change(above, superior, with(edit(1), "mobile", MOBILE)).then().statusCode(200);
    }

    @Test
    void ownRecord_isNotOnesOwnToChange() {
        UnitRef own = units.province();
        Person admin = people.active(own, Role.PROVINCE_ADMIN);
        change(people.tokenOf(admin), admin, edit(0)).then().statusCode(409).body("reason", is("own-record"));
    }

    @Test
    void recordsAboveBesideAndAbsent_answerAlike() {
        UnitRef centre = units.centre();
        UnitRef own = units.province(centre);
        String admin = unmasking(own);
        Person below = people.learner(units.county(units.city(own)));
        List<Long> foreign = List.of(
                people.learner(centre).id(),
                people.learner(units.province(centre)).id(),
                999_999_999L);
        as(admin).get("/api/v1/cadres/" + below.id()).then().statusCode(200);
        change(admin, below, edit(0)).then().statusCode(200);
        reveal(admin, below.id(), "MOBILE").then().statusCode(200);
        for (long id : foreign) {
            as(admin).get("/api/v1/cadres/" + id).then().statusCode(404);
            as(admin).body(edit(0)).put("/api/v1/cadres/" + id).then().statusCode(404);
            reveal(admin, id, "MOBILE").then().statusCode(404);
        }
        for (UnitRef unit : List.of(centre, units.province(centre))) {
            create(admin, form(unit, freshId())).then().statusCode(404);
        }
    }

    @Test
    void othersThanAdministrators_areKeptOut() {
        UnitRef own = units.province();
        Person cadre = people.learner(own);
        for (Role role : List.of(Role.LEARNER, Role.LIAISON, Role.OPERATOR)) {
            String token = people.tokenOf(people.active(own, role));
            as(token).get("/api/v1/cadres/" + cadre.id()).then().statusCode(403);
            change(token, cadre, edit(0)).then().statusCode(403);
            create(token, form(own, freshId())).then().statusCode(403);
            reveal(token, cadre.id(), "MOBILE").then().statusCode(403);
        }
    }
}
