package cn.chaoxue.cadre;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What would make a record disagree with itself never waits for review, and never becomes the record.
@QuarkusTest
class UnfitAmendmentTest extends Amending {

    @Test
    void daysThatContradictTheRecord_areRefusedWhenHandedIn() {
        Person person = people.pending(units.province());
        endsOn(person, "2021-08-31");
        amend(person, Map.of("inPostSince", "2022-01-01"))
                .then()
                .statusCode(400)
                .body("errors.field", contains("inPostUntil"));
        amend(person, Map.of("inPostSince", "2099-01-01"))
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("inPostSince"));
        amend(person, Map.of("inPostSince", "2021-08-31")).then().statusCode(202);
    }

    /// Never silently left out: a record keeps no first day that lies behind the post's.
    @Test
    void firstAppointmentAfterThePostBegan_isRefusedWhenHandedInAndWhenApproved() {
        UnitRef own = units.province();
        Person person = people.pending(own);
        String admin = admin(own);
        sql.run("update cadre set in_post_since = '2020-09-01' where id = ?", person.id());
        amend(person, Map.of("appointedOn", "2020-09-02", "post", "副书记"))
                .then()
                .statusCode(400)
                .body("errors.field", contains("appointedOn"));
        amend(person, Map.of("appointedOn", "2018-03-01", "post", "副书记")).then().statusCode(202);
        sql.run("update cadre set in_post_since = '2018-02-01' where id = ?", person.id());
        approve(admin, shown(admin, person)).then().statusCode(409).body("reason", is("disagrees"));
    }

    @Test
    void recordChangedMeanwhile_isNotOverwrittenAndTheProposalCanBeRejected() {
        UnitRef own = units.province();
        Person person = people.pending(own);
        String admin = admin(own);
        amend(person, Map.of("inPostSince", "2022-01-01")).then().statusCode(202);
        endsOn(person, "2021-08-31");
        Map<String, Object> shown = shown(admin, person);
        approve(admin, shown).then().statusCode(409).body("reason", is("disagrees"));
        approveEach(admin, List.of(shown))
                .then()
                .statusCode(200)
                .body("approved", empty())
                .body("left.id", contains(shown.get("id")))
                .body("left.reason", contains("disagrees"));
        reject(admin, shown, "与任职时间不符").then().statusCode(204);
    }

    @Test
    void blanks_areNoNameAndNoPost() {
        Person person = people.pending(units.province());
        for (String field : List.of("name", "post")) {
            amend(person, Map.of(field, "   ")).then().statusCode(400).body("errors[0].field", is(field));
        }
        amend(person, Map.of("name", " ·- ")).then().statusCode(400);
    }

    private void endsOn(Person person, String day) {
        sql.run("update cadre set in_post_until = ?::date where id = ?", day, person.id());
    }
}
