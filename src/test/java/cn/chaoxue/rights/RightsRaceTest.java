package cn.chaoxue.rights;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.AdministeredProvince;
import cn.chaoxue.fixture.Concurrently;
import cn.chaoxue.fixture.InTime;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Two transactions at once: one stands still, uncommitted, when the other comes.
@QuarkusTest
class RightsRaceTest extends AdministeredProvince {

    private static final String WITHDRAWN = "update staff_grant set over_at = now() where account_id = ?";

    @Inject
    AgroalDataSource source;

    @Test
    void whoLosesTheRightMeanwhile_givesNothing() throws SQLException {
        Person cadre = people.begunBy(administrator, people.learner(city));
        Response answer = whileUncommitted(WITHDRAWN, administrator.id(), () -> give(admin, cadre));
        answer.then().statusCode(409).body("reason", is("superior-needed"));
        assertThat(sql.number("select count(*) from staff_grant where account_id = ?", cadre.id()))
                .isZero();
    }

    @Test
    void whoLosesTheRightMeanwhile_withdrawsNothing() throws SQLException {
        Person holder = people.active(city, Role.LIAISON);
        long grant = sql.number("select id from staff_grant where account_id = ?", holder.id());
        Response answer = whileUncommitted(
                WITHDRAWN, administrator.id(), () -> post(admin, "grants/%d/withdrawal".formatted(grant), "不再担任"));
        answer.then().statusCode(409).body("reason", is("superior-needed"));
        assertThat(sql.value("select over_at from staff_grant where id = ?", grant))
                .isNull();
    }

    @Test
    void whoLosesTheRightMeanwhile_takesNoAccountOver() throws SQLException {
        Person holder = people.active(city, Role.CITY_ADMIN);
        Object before = sql.value("select password_hash from account where id = ?", holder.id());
        Response answer = whileUncommitted(
                WITHDRAWN,
                administrator.id(),
                () -> post(admin, "administrators/%d/reset".formatted(holder.id()), "忘记密码"));
        answer.then().statusCode(409).body("reason", is("superior-needed"));
        assertThat(sql.value("select password_hash from account where id = ?", holder.id()))
                .isEqualTo(before);
    }

    /// Reset by somebody it was subordinate to when the reset began, and is not any more when it would happen.
    @Test
    void accountThatRisesMeanwhile_isNotTakenOver() throws SQLException {
        Person holder = people.active(city, Role.CITY_ADMIN);
        Object before = sql.value("select password_hash from account where id = ?", holder.id());
        Response answer = whileUncommitted(
                "insert into staff_grant (account_id, role, unit_id, reason) values (?, 'province-admin', %d, 'test')"
                        .formatted(province.id()),
                holder.id(),
                () -> post(admin, "administrators/%d/leak".formatted(holder.id()), "疑似泄露"));
        answer.then().statusCode(409).body("reason", is("superior-needed"));
        assertThat(sql.value("select password_hash from account where id = ?", holder.id()))
                .isEqualTo(before);
    }

    @Test
    void oneRightGivenByTwoAtOnce_isHeldOnce() {
        Person cadre = people.begunBy(administrator, people.learner(city));
        String other = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN));
        List<Integer> answers = Concurrently.all(Stream.of(admin, other, admin, other)
                .map(by -> (Callable<Integer>) () -> give(by, cadre).statusCode())
                .toList());
        assertThat(answers).containsExactlyInAnyOrder(201, 409, 409, 409);
    }

    private Response whileUncommitted(String change, long about, Callable<Response> call) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(change)) {
            connection.setAutoCommit(false);
            statement.setLong(1, about);
            statement.executeUpdate();
            CompletableFuture<Response> answer = Concurrently.begun(call);
            int process = process(connection);
            await().atMost(Duration.ofSeconds(20)).until(() -> waitingFor(process));
            connection.commit();
            connection.setAutoCommit(true);
            return InTime.done(answer);
        }
    }

    private boolean waitingFor(int process) {
        return sql.number("select count(*) from pg_stat_activity where ? = any (pg_blocking_pids(pid))", process) > 0;
    }

    private static int process(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_backend_pid()");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private Response give(String by, Person to) {
        return given().header("Authorization", "Bearer " + by)
                .contentType(ContentType.JSON)
                .body(Map.of("cadreId", to.id(), "role", "liaison", "unitId", city.id(), "reason", "按程序任命"))
                .post("/api/v1/grants");
    }

    private static Response post(String by, String path, String reason) {
        return given().header("Authorization", "Bearer " + by)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", reason))
                .post("/api/v1/" + path);
    }
}
