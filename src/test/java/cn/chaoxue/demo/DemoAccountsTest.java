package cn.chaoxue.demo;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.Sql;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SmallDemo.class)
class DemoAccountsTest {

    @Inject
    DemoState state;

    @Inject
    Sql sql;

    @BeforeEach
    void loaded() {
        await().atMost(SmallDemo.LOADED_WITHIN).until(() -> state.loaded().isPresent());
    }

    @Test
    void accounts_coverEveryRoleAndSeveralProvinces() {
        List<Map<String, Object>> accounts = accounts();

        Map<Object, Long> roles = accounts.stream()
                .collect(Collectors.groupingBy(a -> Objects.requireNonNull(a.get("role")), Collectors.counting()));
        assertThat(roles)
                .isEqualTo(Map.of("learner", 5L, "city-admin", 1L, "liaison", 1L, "centre-admin", 1L, "operator", 1L));
        assertThat(learnersOf(accounts, false).stream()
                        .map(DemoAccountsTest::province)
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(learnersOf(accounts, false).stream().map(DemoAccountsTest::province))
                .as("the liaison sees a learner of the own province")
                .contains(provinceOfTheLiaison(accounts));
    }

    @Test
    void activeAccounts_logInWithAFullToken() {
        for (Map<String, Object> account : accounts()) {
            boolean pending = Boolean.TRUE.equals(account.get("mustActivate"));
            Response answer = logIn(account);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.jsonPath().getBoolean("mustActivate")).isEqualTo(pending);
            List<String> roles = answer.path("caller.roles");
            List<String> expected = pending ? List.of("activate") : rolesOf(account);
            assertThat(roles).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /// Administrators of a demo see in clear what they keep.
    private static List<String> rolesOf(Map<String, Object> account) {
        String role = Objects.requireNonNull(account.get("role")).toString();
        return role.endsWith("-admin") ? List.of(role, "unmask") : List.of(role);
    }

    @Test
    void newcomerWhoActivated_isReplacedByAnother() {
        Map<String, Object> newcomer = learnersOf(accounts(), true).getFirst();
        long id = logIn(newcomer).jsonPath().getLong("caller.id");

        sql.run("update account set status = 'ACTIVE', initial_index = null where id = ?", id);

        Map<String, Object> another = learnersOf(accounts(), true).getFirst();
        assertThat(another.get("username")).isNotEqualTo(newcomer.get("username"));
        assertThat(logIn(another).jsonPath().getBoolean("mustActivate")).isTrue();
    }

    private static List<Map<String, Object>> accounts() {
        return when().get("/api/v1/demo/accounts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("$");
    }

    private static Response logIn(Map<String, Object> account) {
        return given().contentType(ContentType.JSON)
                .body(Map.of(
                        "username", Objects.requireNonNull(account.get("username")),
                        "password", Objects.requireNonNull(account.get("password"))))
                .post("/api/v1/auth/login");
    }

    private static List<Map<String, Object>> learnersOf(List<Map<String, Object>> accounts, boolean pending) {
        return accounts.stream()
                .filter(a -> "learner".equals(a.get("role")) && Objects.equals(pending, a.get("mustActivate")))
                .toList();
    }

    private static String provinceOfTheLiaison(List<Map<String, Object>> accounts) {
        return accounts.stream()
                .filter(a -> "liaison".equals(a.get("role")))
                .map(DemoAccountsTest::province)
                .findFirst()
                .orElseThrow();
    }

    /// The second id of the path, "/1/12/130/" → "12".
    private static String province(Map<String, Object> account) {
        Map<?, ?> unit = (Map<?, ?>) Objects.requireNonNull(account.get("unit"));
        return Objects.requireNonNull(unit.get("path")).toString().split("/")[2];
    }
}
