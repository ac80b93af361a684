package cn.chaoxue.cadre;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.fixture.Concurrently;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.AccountKeeping;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.Unit;
import cn.chaoxue.org.UnitLevel;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.http.Language;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whoever changes the tree holds the table of units and then wants accounts, and the end of the audit log: so
/// everybody else takes them in this order.
@QuarkusTest
class LockOrderTest extends CadreForms {

    private static final String WAITING =
            "select count(*) from pg_locks where not granted and relation = 'unit'::regclass";

    @Inject
    Database database;

    @Inject
    Amendments amendments;

    @Inject
    BulkEditing bulk;

    @Inject
    Exporting exporting;

    @Inject
    AuditLog audit;

    /// Who takes an account.
    enum Taking {
        EDIT,
        REVIEW,
        CASE,
        ROSTER,
        EXPORT,
        REFRESH
    }

    /// Each process knows units by heart for a while.
    @Test
    void unitThatSomebodyElseHasClosed_takesNobody() {
        UnitRef own = units.province();
        UnitRef city = units.city(own);
        String token = admin(own);
        as(token).body(form(city, freshId())).post("/api/v1/cadres").then().statusCode(201);
        sql.run("update unit set closed_on = current_date where id = ?", city.id());
        as(token)
                .body(form(city, freshId()))
                .post("/api/v1/cadres")
                .then()
                .statusCode(409)
                .body("reason", is("unit-closed"));
    }

    @ParameterizedTest
    @EnumSource
    void whoWaitsForTheTree_doesNotHoldTheAccountMeanwhile(Taking how) {
        UnitRef own = units.province();
        Person person = how == Taking.REVIEW ? people.pending(own) : people.learner(own);
        Supplier<CompletableFuture<?>> taking = taking(how, person);
        whileItWaitsForTheTree(
                taking,
                () -> assertThat(sql.number("select id from account where id = ? for update nowait", person.id()))
                        .isEqualTo(person.id()));
    }

    @Test
    void whoWaitsForTheTree_doesNotHoldTheEndOfTheAuditLogMeanwhile() {
        Person person = people.learner(units.province());
        AuditEvent event = AuditEvent.of(
                origin(person),
                Revealing.CADRE,
                Subject.cadre(person.id()),
                person.unit().id());
        whileItWaitsForTheTree(
                in(tx -> audit.append(tx, event)),
                () -> assertThat(sql.number("select count(*) from (select from audit_head for update nowait) as head"))
                        .isEqualTo(1));
    }

    private Supplier<CompletableFuture<?>> taking(Taking how, Person person) {
        String path = person.unit().path();
        return switch (how) {
            case EDIT -> in(tx -> AccountKeeping.lock(tx, person.id()));
            case REVIEW -> {
                long id = amendment(person);
                yield in(tx -> amendments.lock(tx, id, path));
            }
            case CASE -> {
                long id = conflict(person);
                yield in(tx -> Conflicts.lock(tx, id, path));
            }
            case ROSTER -> {
                List<BulkEditing.Entry> entries = List.of(entry(person));
                yield in(tx -> bulk.judge(tx, entries, path, origin(person), true));
            }
            case EXPORT -> {
                Exporting.Wish wish = wish(person);
                yield () -> exporting.permit(wish).subscribeAsCompletionStage();
            }
            case REFRESH -> {
                String token =
                        Logins.login(person.idNumber(), person.password()).path("refreshToken");
                yield () -> Concurrently.begun(() -> Logins.refresh(token));
            }
        };
    }

    private <T> Supplier<CompletableFuture<?>> in(Function<SqlConnection, Uni<T>> work) {
        return () -> database.transaction(work).subscribeAsCompletionStage();
    }

    private void whileItWaitsForTheTree(Supplier<? extends CompletableFuture<?>> what, Runnable look) {
        sql.meanwhile(sql.hold("lock table unit in access exclusive mode"), what, WAITING, look);
    }

    private long amendment(Person person) {
        as(people.tokenOf(person, Set.of(Role.ACTIVATE)))
                .body(Map.of("post", "改正的职务"))
                .post("/api/v1/me/activation/amendment")
                .then()
                .statusCode(202);
        return sql.number("select id from amendment where cadre_id = ?", person.id());
    }

    private long conflict(Person person) {
        return sql.number("""
                insert into id_conflict (cadre_id, claimed_unit, claimed_by, held_in, state)
                select ?, ?, id, unit_id, 'OPEN' from cadre where id = ? returning id
                """, person.id(), units.city(person.unit()).id(), person.id());
    }

    private static BulkEditing.Entry entry(Person person) {
        CadreRequest row = CadreRequest.asGiven(
                person.name(),
                person.idNumber(),
                person.mobile(),
                null,
                null,
                CadreClass.GRASSROOTS,
                Employment.FULL_TIME,
                "书记",
                LocalDate.of(2024, 9, 1),
                null,
                null,
                null,
                null);
        return new BulkEditing.Entry(1, person.unit().id(), row);
    }

    private static Exporting.Wish wish(Person person) {
        UnitRef at = person.unit();
        Unit unit = new Unit(at.id(), at.name(), at.name(), UnitLevel.PROVINCE, null, at.path(), false, null);
        return new Exporting.Wish(Exporting.Kind.ROSTER, unit, true, "年度统计", origin(person), "somebody", Language.ZH);
    }

    private static Origin origin(Person person) {
        return new Origin(person.id(), "::1");
    }
}
