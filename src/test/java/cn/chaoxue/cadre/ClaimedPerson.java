package cn.chaoxue.cadre;

import static cn.chaoxue.fixture.Api.as;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/// Two provinces claim one person: a case for who answers for both.
abstract class ClaimedPerson extends CadreForms {

    private static final Map<String, String> REASON = Map.of("reason", "已核实调动");

    UnitRef centre;
    UnitRef holder;
    UnitRef claiming;
    Person person;
    String claimant;
    String superior;

    @BeforeEach
    final void twoProvincesClaimOnePerson() {
        centre = units.centre();
        holder = units.province(centre);
        claiming = units.province(centre);
        person = people.learner(holder);
        claimant = admin(claiming);
        superior = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        claim(claimant).then().statusCode(409).body("reason", is("id-number-known"));
    }

    final Response claim(String token) {
        return create(token, form(claiming, person.idNumber()));
    }

    /// The latest case of the person.
    final Response settle(String token, String how) {
        return settle(token, sql.number("select max(id) from id_conflict where cadre_id = ?", person.id()), how);
    }

    static Response settle(String token, long id, String how) {
        return as(token).body(REASON).post("/api/v1/conflicts/%d/%s".formatted(id, how));
    }

    /// The cases of this caller, the newest first.
    static ValidatableResponse cases(String token) {
        return as(token).get("/api/v1/conflicts").then().statusCode(200);
    }

    final Response merge(UnitRef unit, UnitRef into) {
        return as(superior)
                .body(Map.of("unitId", into.id(), "effectiveOn", "2026-05-01"))
                .post("/api/v1/units/%d/merger".formatted(unit.id()));
    }

    /// Carried out at once where the caller answers for both units.
    static Response transfer(String token, Person person, UnitRef to) {
        return as(token)
                .body(Map.of(
                        "kind",
                        "TRANSFER",
                        "toUnit",
                        to.id(),
                        "post",
                        "副书记",
                        "effectiveOn",
                        "2026-05-01",
                        "reason",
                        "组织调动"))
                .post("/api/v1/cadres/%d/postings".formatted(person.id()));
    }

    /// Proposes that they are away in some days.
    static Response leave(String token, long person) {
        String day = LocalDate.now().plusDays(9).toString();
        return as(token)
                .body(Map.of("kind", "LEAVE", "effectiveOn", day, "reason", "外出学习"))
                .post("/api/v1/cadres/%d/postings".formatted(person));
    }
}
