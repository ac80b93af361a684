package cn.chaoxue.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.Concurrently;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SessionTest {

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    @Inject
    SessionPurge purge;

    @Inject
    IdentityConfig config;

    @Test
    void refresh_givesANewPairThatWorks() {
        Response login = login(people.learner(units.province()));
        Response renewed = Logins.refresh(login.path("refreshToken"));
        renewed.then().statusCode(200);
        assertThat(renewed.<String>path("refreshToken")).isNotEqualTo(login.path("refreshToken"));
        Logins.me(renewed.path("accessToken")).then().statusCode(200);
    }

    @Test
    void usedTokenAfterTheGrace_endsTheWholeLogin() {
        Response login = login(people.learner(units.province()));
        String stolen = login.path("refreshToken");
        Response renewed = Logins.refresh(stolen);
        sql.run("update refresh_token set used_at = now() - interval '1 minute' where used_at is not null"
                + " and account_id = " + login.path("caller.id"));
        Logins.refresh(stolen).then().statusCode(401);
        Logins.refresh(renewed.path("refreshToken")).then().statusCode(401);
        Logins.me(renewed.path("accessToken")).then().statusCode(401);
    }

    @Test
    void reuseInOneLogin_leavesTheOtherAlone() {
        Person learner = people.learner(units.province());
        Response phone = login(learner);
        Response desk = login(learner);
        Logins.refresh(phone.path("refreshToken")).then().statusCode(200);
        sql.run(
                "update refresh_token set used_at = now() - interval '1 minute' where used_at is not null and account_id = ?",
                learner.id());
        Logins.refresh(phone.path("refreshToken")).then().statusCode(401);
        Logins.refresh(desk.path("refreshToken")).then().statusCode(200);
    }

    @Test
    void twoTabsRefreshingAtOnce_bothGoOn() {
        String token = login(people.learner(units.province())).path("refreshToken");
        List<Response> answers = Concurrently.times(3, () -> Logins.refresh(token));
        assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
        assertThat(answers.stream().map(a -> a.<String>path("refreshToken")).distinct())
                .hasSize(3);
        answers.forEach(a -> Logins.refresh(a.path("refreshToken")).then().statusCode(200));
    }

    @Test
    void expiredOrUnknownToken_isRefused() {
        Response login = login(people.learner(units.province()));
        sql.run("update refresh_token set expires_at = now() - interval '1 second' where account_id = "
                + login.path("caller.id"));
        Logins.refresh(login.path("refreshToken"))
                .then()
                .statusCode(401)
                .body("type", is("https://chaoxue.cn/problems/unauthenticated"));
        Logins.refresh("rubbish").then().statusCode(401);
        Logins.refresh("").then().statusCode(400).body("errors.field", contains("refreshToken"));
    }

    @Test
    void disabledAccount_cannotRefresh() {
        Person learner = people.learner(units.province());
        Response login = login(learner);
        sql.run("update account set status = 'DISABLED' where id = ?", learner.id());
        Logins.refresh(login.path("refreshToken")).then().statusCode(401);
    }

    @Test
    void logout_endsBothTokensOfThisLoginOnly() {
        Person learner = people.learner(units.province());
        Response phone = login(learner);
        Response desk = login(learner);
        Logins.logout(phone.path("refreshToken")).then().statusCode(204);
        Logins.logout(phone.path("refreshToken")).then().statusCode(204);
        Logins.refresh(phone.path("refreshToken")).then().statusCode(401);
        Logins.me(phone.path("accessToken")).then().statusCode(401);
        Logins.me(desk.path("accessToken")).then().statusCode(200);
        Logins.refresh(desk.path("refreshToken")).then().statusCode(200);
    }

    /// Asked for every 2 s; a machine that stands still may miss the five seconds once, not three times in a row.
    @Test
    void revocationByAnotherProcess_isSeenWithinFiveSeconds() {
        assertThat(config.revocationPoll().multipliedBy(2)).isLessThan(Duration.ofSeconds(5));
        assertThat(IntStream.range(0, 3)
                        .mapToObj(_ -> untilRevocationsAreSeen())
                        .anyMatch(time -> time.compareTo(Duration.ofSeconds(5)) < 0))
                .isTrue();
    }

    private Duration untilRevocationsAreSeen() {
        Person learner = people.learner(units.province());
        Response login = login(learner);
        Response other = login(people.learner(units.province()));
        sql.run("update account set token_version = 1, revoked_at = now() where id = ?", learner.id());
        sql.run("insert into ended_session (family) select family from refresh_token where account_id = "
                + other.path("caller.id"));
        long since = System.nanoTime();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Logins.me(login.path("accessToken")).then().statusCode(401));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Logins.me(other.path("accessToken")).then().statusCode(401));
        return Duration.ofNanos(System.nanoTime() - since);
    }

    @Test
    void passwordChange_endsOtherLoginsAndKeepsThisOne() {
        Person learner = people.learner(units.province());
        Response here = login(learner);
        Response elsewhere = login(learner);
        Logins.changePassword(here.path("accessToken"), learner.password(), "a-better-one")
                .then()
                .statusCode(204);
        Logins.me(elsewhere.path("accessToken")).then().statusCode(401);
        Logins.refresh(elsewhere.path("refreshToken")).then().statusCode(401);
        Response goesOn = Logins.refresh(here.path("refreshToken"));
        goesOn.then().statusCode(200);
        Logins.me(goesOn.path("accessToken")).then().statusCode(200);
        Logins.login(learner.idNumber(), learner.password()).then().statusCode(401);
        Logins.login(learner.idNumber(), "a-better-one").then().statusCode(200);
    }

    /// Somebody who knows the old password must not slip in while it is being replaced.
    @Test
    void loginUnderWayWhileTheAccountChanges_comesToNothing() {
        Person learner = people.learner(units.province());
        Sql.Held held = sql.hold("update account set token_version = token_version + 1 where id = ?", learner.id())
                .kept();
        assertThat(sql.together(
                        held,
                        List.of(() -> Logins.login(learner.idNumber(), learner.password())
                                .statusCode())))
                .containsExactly(401);
        assertThat(sql.number("select count(*) from refresh_token where account_id = ?", learner.id()))
                .isZero();
    }

    /// Else whoever is in the account would keep it through a reset.
    @Test
    void passwordChangeUnderWayWhileAnotherIsHandedOut_comesToNothing() {
        Person learner = people.learner(units.province());
        String token = login(learner).path("accessToken");
        Sql.Held held = sql.hold(
                        "update account set password_hash = 'another', must_change = true where id = ?", learner.id())
                .kept();
        assertThat(sql.together(
                        held,
                        List.of(() -> Logins.changePassword(token, learner.password(), "a-better-one")
                                .statusCode())))
                .containsExactly(400);
        assertThat(sql.value("select password_hash || must_change from account where id = ?", learner.id()))
                .isEqualTo("anothertrue");
    }

    @Test
    void unfitPasswords_areRefusedByField() {
        Person learner = people.learner(units.province());
        String token = login(learner).path("accessToken");
        Logins.changePassword(token, "not my password", "a-better-one")
                .then()
                .statusCode(400)
                .body("errors.field", contains("currentPassword"));
        for (String unfit : List.of(
                "short",
                "x".repeat(65),
                learner.password(),
                "me" + learner.mobile(),
                learner.idNumber().substring(6, 14) + "aa")) {
            Logins.changePassword(token, learner.password(), unfit)
                    .then()
                    .statusCode(400)
                    .body("errors.field", contains("newPassword"));
        }
    }

    @Test
    void purge_takesExpiredTokensAndLeavesLiveOnes() {
        Response gone = login(people.learner(units.province()));
        Response live = login(people.learner(units.province()));
        sql.run("update refresh_token set expires_at = now() - interval '1 hour' where account_id = "
                + gone.path("caller.id"));
        purge.purge().await().atMost(Duration.ofSeconds(20));
        assertThat(tokens(gone)).isZero();
        assertThat(tokens(live)).isOne();
    }

    private long tokens(Response login) {
        return sql.number("select count(*) from refresh_token where account_id = " + login.path("caller.id"));
    }

    private static Response login(Person person) {
        Response login = Logins.login(person.idNumber(), person.password());
        login.then().statusCode(200);
        return login;
    }
}
