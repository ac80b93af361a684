package cn.chaoxue.activation;

import static cn.chaoxue.fixture.Api.as;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/// A city with a county, eight people in them, and a centre that resets, moves and transfers.
abstract class ResetsInATree {

    @Inject
    ResetWork work;

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    UnitRef centre;
    UnitRef province;
    UnitRef city;
    UnitRef county;
    List<Person> concerned;
    String admin;
    private final LocalDate day = LocalDate.of(2026, 5, 1);
    private int transfers;

    @BeforeEach
    final void cityWithACounty() {
        centre = units.centre();
        province = units.province(centre);
        city = units.city(province);
        county = units.county(city);
        concerned = Stream.of(city, county)
                .flatMap(unit -> IntStream.range(0, 4).mapToObj(_ -> people.learner(unit)))
                .toList();
        admin = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
    }

    final Response order(UnitRef unit) {
        return as(admin).body(Map.of("unitId", unit.id(), "reason", "试点省份重新激活")).post("/api/v1/activation-resets");
    }

    final long ordered(UnitRef unit) {
        return order(unit).then().statusCode(202).extract().<Integer>path("id");
    }

    /// Some are reset, and not all.
    final long begunOn(UnitRef unit) {
        long reset = ordered(unit);
        steps(() -> done(reset) > 0);
        return reset;
    }

    final long doneOn(UnitRef unit) {
        long reset = ordered(unit);
        work(reset, "RESET");
        return reset;
    }

    final void undoing(long reset) {
        as(admin)
                .body(Map.of("reason", "单位选错了"))
                .post("/api/v1/activation-resets/%d/undoing".formatted(reset))
                .then()
                .statusCode(202);
    }

    final void undo(long reset) {
        undoing(reset);
        work(reset, "UNDONE");
    }

    final void place(UnitRef unit, String how, UnitRef to) {
        placing(unit, how, to).statusCode(200);
    }

    final ValidatableResponse placing(UnitRef unit, String how, UnitRef to) {
        return as(admin)
                .body(Map.of("unitId", to.id(), "effectiveOn", "2026-05-01"))
                .post("/api/v1/units/%d/%s".formatted(unit.id(), how))
                .then();
    }

    /// Carried out at once: the centre answers for both units. Each on a day of its own.
    final int transfer(Person person, UnitRef to) {
        return as(admin)
                .body(Map.of(
                        "kind",
                        "TRANSFER",
                        "to",
                        to.name(),
                        "post",
                        "副书记",
                        "effectiveOn",
                        day.plusDays(transfers++).toString(),
                        "reason",
                        "组织安排"))
                .post("/api/v1/cadres/%d/postings".formatted(person.id()))
                .statusCode();
    }

    /// How many it has come to.
    final long done(long reset) {
        return sql.number("select done from activation_reset where id = ?", reset);
    }

    final List<Object> statuses(List<Person> some) {
        return some.stream().map(this::status).toList();
    }

    final Object status(Person person) {
        return sql.value("select status from account where id = ?", person.id());
    }

    /// Resets of other tests may be under way first.
    final void work(long reset, String state) {
        steps(() -> state.equals(sql.value("select state from activation_reset where id = ?", reset)));
    }

    final void steps(BooleanSupplier until) {
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> until.getAsBoolean() || step() < 0 || until.getAsBoolean());
    }

    final int step() {
        return work.step().await().atMost(Duration.ofSeconds(30));
    }

    /// In a window of the city.
    final void activate(Person person) {
        sql.run("""
                insert into activation_window (unit_id, opens_at, closes_at, reason, opened_by)
                values (?, now(), now() + interval '1 hour', '集中激活', ?)
                """, city.id(), person.id());
        as(people.tokenOf(person, Set.of(Role.ACTIVATE)))
                .body(Map.of("newPassword", "a-new-beginning"))
                .post("/api/v1/me/activation/confirmation")
                .then()
                .statusCode(200);
    }
}
