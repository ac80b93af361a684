package cn.chaoxue.posting;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whoever retired from a unit that was closed since comes back to the one that takes them.
@QuarkusTest
class ReturnElsewhereTest extends ThreeCities {

    private static final String RETIRED = "2026-03-01";
    private static final String BACK = "2026-06-01";

    private Person retired;

    @BeforeEach
    void unitOfSomebodyRetired_isClosed() {
        retired = people.learner(one);
        change(retired, "RETIREMENT", RETIRED, Map.of());
        as(people.tokenOf(people.active(centre, Role.CENTRE_ADMIN)))
                .body(Map.of("effectiveOn", "2026-05-01"))
                .post("/api/v1/units/%d/closure".formatted(one.id()))
                .then()
                .statusCode(200);
    }

    @Test
    void returnToAnotherUnit_beginsAPostThere() {
        change(retired, "RETURN", BACK, to(third));
        assertThat(unit()).isEqualTo(third.id());
        assertThat(status()).isNotEqualTo("DISABLED");
        assertThat(at(retired, "2026-02-28")).containsExactly(one.id());
        assertThat(at(retired, RETIRED)).isEmpty();
        assertThat(at(retired, "2026-05-31")).isEmpty();
        assertThat(at(retired, BACK)).containsExactly(third.id());
        as(sender)
                .get("/api/v1/cadres/%d/postings".formatted(retired.id()))
                .then()
                .body("standing", is("IN_POST"))
                .body("items.unit", contains(third.name(), one.name()))
                .body("items.post", contains("副书记", "团委书记"))
                .body("items.until", contains(null, "2026-02-28"))
                .body("newAppointee", is(false));
        change(retired, "TRANSFER", "2026-07-01", to(other));
        assertThat(at(retired, "2026-06-30")).containsExactly(third.id());
        assertThat(at(retired, "2026-07-01")).containsExactly(other.id());
    }

    @Test
    void returnToAForeignUnit_waitsForItsConsent() {
        Response proposed = back(Map.of("to", away.name(), "post", "团委副书记"));
        proposed.then().statusCode(201).body("state", is("PROPOSED")).body("to", is(away.name()));
        assertThat(status()).isEqualTo("DISABLED");
        assertThat(unit()).isEqualTo(one.id());
        int change = proposed.path("id");
        as(receiver)
                .get("/api/v1/posting-changes?state=PROPOSED")
                .then()
                .body("items.kind", contains("RETURN"))
                .body("items.mayDecide", contains(true))
                .body("items[0].cadreId", nullValue());
        decide(sender, change, "acceptance").then().statusCode(404);
        decide(receiver, change, "acceptance").then().statusCode(204);
        assertThat(unit()).isEqualTo(away.id());
        assertThat(status()).isNotEqualTo("DISABLED");
        assertThat(standing(receiver, BACK)).contains(away.id());
        for (String token : new String[] {sender, receiver}) {
            as(token)
                    .get("/api/v1/audit?action=posting.carry-out")
                    .then()
                    .body("items[0].changes.field", hasItem("unit"));
        }
    }

    @Test
    void returnThatIsDeclined_leavesThePersonRetired() {
        int change = back(Map.of("to", away.name(), "post", "团委副书记")).path("id");
        decide(receiver, change, "refusal").then().statusCode(204);
        assertThat(status()).isEqualTo("DISABLED");
        assertThat(unit()).isEqualTo(one.id());
    }

    @Test
    void returnThatWantsSomething_saysWhat() {
        back(Map.of())
                .then()
                .statusCode(409)
                .body("reason", is("unit-needed"))
                .body("errors.field", contains("toUnit"));
        back(Map.of("toUnit", third.id())).then().statusCode(400).body("errors.field", contains("post"));
        back(Map.of("toUnit", one.id(), "post", "书记")).then().statusCode(400).body("errors.field", contains("to"));
        back(Map.of("to", "没有这个单位", "post", "书记")).then().statusCode(400).body("errors.field", contains("to"));
        Map<String, Object> early = new HashMap<>(to(third));
        early.put("effectiveOn", "2026-02-01");
        back(early).then().statusCode(409).body("reason", is("before-posting"));
    }

    /// Named before it went into another: there until that day, and in the other from then on.
    @Test
    void returnToAUnitThatIsMergedMeanwhile_countsForBoth() {
        String soon = LocalDate.now().plusDays(10).toString();
        change(retired, "RETURN", soon, to(third));
        place(third, "merger", other, "2026-07-01").then().statusCode(200);
        carryOut(retired, BACK);
        assertThat(unit()).isEqualTo(other.id());
        assertThat(at(retired, "2026-05-31")).isEmpty();
        assertThat(at(retired, "2026-06-30")).containsExactly(third.id());
        assertThat(at(retired, "2026-07-01")).containsExactly(other.id());
    }

    /// The unit they left is open still.
    @Test
    void whoRetiredFromAnOpenUnit_mayReturnToAnother() {
        retired = people.learner(other);
        change(retired, "RETIREMENT", RETIRED, Map.of());
        change(retired, "RETURN", BACK, to(third));
        assertThat(at(retired, BACK)).containsExactly(third.id());
        assertThat(unit()).isEqualTo(third.id());
    }

    private Response back(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(Map.of("kind", "RETURN", "effectiveOn", BACK));
        all.putAll(more);
        return wish(retired.id(), all);
    }

    private long unit() {
        assertThat(sql.number("select unit_id from account where id = ?", retired.id()))
                .isEqualTo(sql.number("select unit_id from cadre where id = ?", retired.id()));
        return sql.number("select unit_id from cadre where id = ?", retired.id());
    }

    private Object status() {
        return sql.value("select status from account where id = ?", retired.id());
    }
}
