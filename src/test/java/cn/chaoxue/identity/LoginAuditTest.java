package cn.chaoxue.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LoginAuditTest {

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    @Inject
    LoginAudit audit;

    @Test
    void passwordsOfStaff_areInTheLogRightOrWrong() {
        Person liaison = people.active(units.province(), Role.LIAISON);
        Logins.login(liaison.idNumber(), "not-the-password").then().statusCode(401);
        Logins.login(liaison.idNumber(), liaison.password()).then().statusCode(200);
        sql.run("update account set status = 'DISABLED' where id = ?", liaison.id());
        Logins.login(liaison.idNumber(), liaison.password()).then().statusCode(401);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> logged(liaison), "login.refused login.password login.refused"::equals);
        assertThat(sql.value(
                                "select string_agg(changes, ' ' order by seq) from audit_entry where actor_id = ?",
                                liaison.id())
                        .toString())
                .contains("\"password\"", "account-disabled");
    }

    @Test
    void learners_areCountedAndNotWrittenDown() {
        Person learner = people.learner(units.province());
        Person liaison = people.active(units.province(), Role.LIAISON);
        Logins.login(learner.idNumber(), "not-the-password").then().statusCode(401);
        Logins.login(learner.idNumber(), learner.password()).then().statusCode(200);
        Logins.login(liaison.idNumber(), liaison.password()).then().statusCode(200);
        await().atMost(Duration.ofSeconds(20)).until(() -> logged(liaison), "login.password"::equals);
        assertThat(logged(learner)).isEmpty();
    }

    @Test
    void replacedRefreshTokenThatComesBack_isWrittenDownForEverybody() {
        Person learner = people.learner(units.province());
        Response login = Logins.login(learner.idNumber(), learner.password());
        String first = login.path("refreshToken");
        Logins.refresh(first).then().statusCode(200);
        sql.run(
                "update refresh_token set used_at = now() - interval '1 minute' where account_id = ? and used_at is not null",
                learner.id());
        Logins.refresh(first).then().statusCode(401);
        assertThat(logged(learner)).isEqualTo("login.token-reused");
    }

    @Test
    void whatWaits_isWrittenBeforeTheProcessEnds() {
        Person liaison = people.active(units.province(), Role.LIAISON);
        Logins.login(liaison.idNumber(), "not-the-password").then().statusCode(401);
        audit.drain().await().atMost(Duration.ofSeconds(20));
        assertThat(logged(liaison)).isEqualTo("login.refused");
    }

    private String logged(Person person) {
        Object actions = sql.value(
                "select coalesce(string_agg(action, ' ' order by seq), '') from audit_entry where actor_id = ?",
                person.id());
        return actions.toString();
    }
}
