package cn.chaoxue.posting;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.Person;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Changes whose day lies ahead.
@QuarkusTest
class DuePostingsTest extends TwoProvinces {

    @Inject
    DuePostings due;

    @Test
    void futureDay_waitsForIt() {
        String soon = LocalDate.now().plusDays(10).toString();
        int change = abroad(soon).path("id");
        decide(receiver, change, "acceptance").then().statusCode(204);
        due.carryOutDue().await().atMost(Duration.ofSeconds(30));
        assertThat(unitNow()).isEqualTo(home.id());
        sql.run("update posting_change set effective_on = current_date - 1 where id = ?", change);
        due.carryOutDue().await().atMost(Duration.ofSeconds(30));
        assertThat(unitNow()).isEqualTo(away.id());
        as(sender).get("/api/v1/posting-changes").then().body("items[0].state", is("DONE"));
    }

    @Test
    void dueChangeThatSomethingStandsInTheWayOf_isMarkedAndHoldsUpNoOther() {
        String soon = LocalDate.now().plusDays(10).toString();
        Person other = people.learner(home);
        int blocked = abroad(soon).path("id");
        int free = wish(other.id(), Map.of("kind", "RETIREMENT", "effectiveOn", soon))
                .path("id");
        decide(receiver, blocked, "acceptance").then().statusCode(204);
        sql.run("update unit set closed_on = current_date where id = ?", away.id());
        sql.run("update posting_change set effective_on = current_date - 1 where id in (?, ?)", blocked, free);
        due.carryOutDue().await().atMost(Duration.ofSeconds(30));
        as(sender)
                .get("/api/v1/posting-changes")
                .then()
                .body("items.state", contains("DONE", "FAILED"))
                .body("items.answer", contains(null, "closed"));
        as(sender)
                .get("/api/v1/audit?subject=%d&action=posting.".formatted(person.id()))
                .then()
                .body("items.action", hasItem("posting.fail"));
        assertThat(unitNow()).isEqualTo(home.id());
    }

    @Test
    void changeThatBreaks_holdsUpNoOther() {
        String soon = LocalDate.now().plusDays(10).toString();
        Person other = people.learner(home);
        int broken = abroad(soon).path("id");
        int free = wish(other.id(), Map.of("kind", "RETIREMENT", "effectiveOn", soon))
                .path("id");
        decide(receiver, broken, "acceptance").then().statusCode(204);
        sql.run("update posting_change set post = null where id = ?", broken);
        sql.run("update posting_change set effective_on = current_date - 1 where id in (?, ?)", broken, free);
        due.carryOutDue().await().atMost(Duration.ofSeconds(30));
        as(sender).get("/api/v1/posting-changes").then().body("items.state", contains("DONE", "ACCEPTED"));
        sql.run("update posting_change set post = '副书记' where id = ?", broken);
        due.carryOutDue().await().atMost(Duration.ofSeconds(30));
        assertThat(unitNow()).isEqualTo(away.id());
    }

    @Test
    void unitThatWasClosedBeforeItAnswered_receivesNobody() {
        int change = abroad(LocalDate.now().plusDays(10).toString()).path("id");
        sql.run("update unit set closed_on = current_date where id = ?", away.id());
        decide(receiver, change, "acceptance").then().statusCode(409).body("reason", is("closed"));
        as(sender).get("/api/v1/posting-changes").then().body("items.state", contains("PROPOSED"));
        decide(sender, change, "withdrawal").then().statusCode(204);
    }
}
