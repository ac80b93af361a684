package cn.chaoxue.oversight;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Refusals;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditResourceTest {

    private static final String CHANGED = "items[0].changes.find { it.field == ";

    @Inject
    AuditLog log;

    @Inject
    Database database;

    @Inject
    Units units;

    @Inject
    People people;

    @Test
    void administrator_seesOwnAndBelowButNeitherAboveNorBeside() {
        UnitRef centre = units.centre();
        UnitRef own = units.province(centre);
        UnitRef below = units.city(own);
        UnitRef beside = units.province(centre);
        for (UnitRef unit : List.of(centre, own, below, beside)) {
            note(unit, "test.see", units.centre());
        }
        String token = people.tokenOf(people.active(own, Role.PROVINCE_ADMIN));
        read(token, "?action=test.see")
                .then()
                .statusCode(200)
                .body("items.unit.id", contains((int) below.id(), (int) own.id()))
                .body("next", nullValue());
        read(token, "?action=test.see&unit=" + below.id()).then().body("items.unit.id", contains((int) below.id()));
        List<Response> refused = List.of(
                read(token, "?unit=" + centre.id()),
                read(token, "?unit=" + beside.id()),
                read(token, "?unit=99999999"));
        assertThat(refused).allMatch(answer -> answer.statusCode() == 404);
        assertThat(refused.stream().map(Refusals::told).distinct()).hasSize(1);
    }

    @Test
    void whatConcernsEverything_isForTheCentreAlone() {
        UnitRef centre = units.centre();
        String action = "test.keys" + centre.id();
        note(null, action, centre);
        String admin = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        String below = people.tokenOf(people.active(units.province(centre), Role.PROVINCE_ADMIN));
        read(admin, "?action=" + action).then().body("items.size()", is(1)).body("items[0].unit", nullValue());
        read(below, "?action=" + action).then().body("items.size()", is(0));
    }

    @Test
    void subject_isOneOfItsKind() {
        UnitRef own = units.province();
        note(own, "test.unit", own);
        note(own, "test.cadre", Subject.cadre(own.id()));
        String token = people.tokenOf(people.active(own, Role.PROVINCE_ADMIN));
        String query = "?action=test.&subject=" + own.id();
        read(token, query + "&subjectKind=unit").then().body("items.action", contains("test.unit"));
        read(token, query + "&subjectKind=cadre").then().body("items.action", contains("test.cadre"));
        read(token, query).then().body("items.action", contains("test.cadre"));
        read(token, query + "&subjectKind=Unit!").then().statusCode(400);
    }

    /// The history of a unit hides the same.
    @Test
    void unitOutsideTheReadersBranch_isNotNamed() {
        UnitRef centre = units.centre();
        UnitRef from = units.province(centre);
        UnitRef to = units.province(centre);
        UnitRef into = units.city(to);
        UnitRef moved = units.city(from);
        UnitRef merged = units.city(from);
        String chief = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        place(chief, moved, "move", to);
        place(chief, merged, "merger", into);
        Response left = read(people.tokenOf(people.active(from, Role.PROVINCE_ADMIN)), "?action=unit.");
        left.then().body("items.action", contains("unit.merge")).body(CHANGED + "'into' }.after", is("another-unit"));
        assertThat(left.asString()).doesNotContain(into.name(), to.name());
        Response gained = read(people.tokenOf(people.active(to, Role.PROVINCE_ADMIN)), "?action=unit.");
        gained.then()
                .body("items.action", contains("unit.move"))
                .body(CHANGED + "'parent' }.before", is("another-unit"))
                .body(CHANGED + "'parent' }.after", is(to.name()));
        assertThat(gained.asString()).doesNotContain(from.name(), "/" + from.id() + "/");
        read(chief, "?action=unit.&unit=" + merged.id()).then().body(CHANGED + "'into' }.after", is(into.name()));
    }

    private static void place(String token, UnitRef unit, String change, UnitRef target) {
        given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("{\"unitId\": %d, \"effectiveOn\": \"2026-03-01\"}".formatted(target.id()))
                .post("/api/v1/units/%d/%s".formatted(unit.id(), change))
                .then()
                .statusCode(200);
    }

    @Test
    void pages_goOnWhereTheLastEnded() {
        UnitRef own = units.province();
        for (int i = 0; i < 5; i++) {
            note(own, "test.page" + i, own);
        }
        String token = people.tokenOf(people.active(own, Role.PROVINCE_ADMIN));
        Response first = read(token, "?limit=3");
        first.then().body("items.action", contains("test.page4", "test.page3", "test.page2"));
        read(token, "?limit=3&before=" + first.<String>path("next"))
                .then()
                .body("items.action", contains("test.page1", "test.page0"))
                .body("next", nullValue());
    }

    @Test
    void activationAndPasswordChange_leaveTheirTrace() {
        UnitRef own = units.province();
        String admin = people.tokenOf(people.active(own, Role.PROVINCE_ADMIN));
        Person pending = people.pending(units.city(own));
        given().header("Authorization", "Bearer " + people.tokenOf(pending, java.util.Set.of(Role.ACTIVATE)))
                .contentType("application/json")
                .body("{\"newPassword\": \"quiet-river-stone\"}")
                .post("/api/v1/me/activation/confirmation")
                .then()
                .statusCode(200);
        Person active = people.learner(own);
        given().header("Authorization", "Bearer " + people.tokenOf(active))
                .contentType("application/json")
                .body("{\"currentPassword\": \"%s\", \"newPassword\": \"quiet-river-stone\"}"
                        .formatted(active.password()))
                .put("/api/v1/auth/password")
                .then()
                .statusCode(204);
        Response seen = read(admin, "?action=account.");
        seen.then()
                .body("items.action", contains("account.password", "account.activate"))
                .body("items.subject.id", contains((int) active.id(), (int) pending.id()))
                .body("items[0].address", is("127.0.0.1"));
        assertThat(seen.<List<String>>path("items.subject.name")).containsOnly("测*");
        assertThat(seen.asString()).doesNotContain("quiet-river-stone", pending.mobile(), pending.idNumber());
    }

    @Test
    void othersThanAdministrators_areKeptOut() {
        UnitRef own = units.province();
        for (Role role : List.of(Role.LEARNER, Role.LIAISON, Role.OPERATOR)) {
            read(people.tokenOf(people.active(own, role)), "").then().statusCode(403);
        }
        given().get("/api/v1/audit").then().statusCode(401);
        String admin = people.tokenOf(people.active(own, Role.PROVINCE_ADMIN));
        read(admin, "?from=yesterday").then().statusCode(400).body("errors[0].field", is("from"));
    }

    private void note(@Nullable UnitRef unit, String action, UnitRef about) {
        note(unit, action, Subject.unit(about.id()));
    }

    private void note(@Nullable UnitRef unit, String action, Subject about) {
        AuditEvent event = AuditEvent.of(new Origin(1, "203.0.113.7"), action, about, unit == null ? null : unit.id())
                .changing(Change.of("name", "旧", "新").stream().toList());
        database.transaction(tx -> log.append(tx, event)).await().atMost(Duration.ofSeconds(30));
    }

    private static Response read(String token, String query) {
        return given().header("Authorization", "Bearer " + token).get("/api/v1/audit" + query);
    }
}
