package cn.chaoxue.isolation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.Courses;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A delegated right opens what its name says, and nothing else: every endpoint is asked, about something absent. What
/// is open answers with anything but 403.
@QuarkusTest
class DelegatedRightsTest {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
    /// Everybody who signed in: where units are, which campaigns run, and all that speaks of the caller alone.
    private static final Set<String> EVERYBODY =
            Set.of("get /api/v1/units", "get /api/v1/campaigns", "get /api/v1/campaigns/{id}");
    private static final Set<String> BOARDS = Set.of(
            "get /api/v1/campaigns/{id}/tally",
            "get /api/v1/campaigns/{id}/trend",
            "get /api/v1/campaigns/{id}/learners",
            "get /api/v1/campaigns/{id}/live");
    private static final Map<Role, Set<String>> OPEN = Map.of(
            Role.LIAISON,
                    with(BOARDS, "post /api/v1/cadres/search", "get /api/v1/postings", "post /api/v1/liaisons/search"),
            Role.COURSE_OPERATOR, BOARDS,
            Role.REPORT_VIEWER, BOARDS,
            Role.UNMASK, Set.of(),
            Role.OPERATOR,
                    Set.of(
                            "get /api/v1/campaigns/{id}/tally",
                            "get /api/v1/campaigns/{id}/trend",
                            "get /api/v1/campaigns/{id}/live",
                            "get /api/v1/dead-letters",
                            "post /api/v1/dead-letters/redrive",
                            "get /api/v1/exams/{examId}/questions"),
            Role.DATABASE_ADMIN,
                    Set.of(
                            "post /api/v1/cadres/search",
                            "post /api/v1/cadres",
                            "post /api/v1/cadres/look-up",
                            "get /api/v1/cadres/{id}",
                            "put /api/v1/cadres/{id}",
                            "post /api/v1/cadres/exports",
                            "get /api/v1/cadres/imports",
                            "post /api/v1/cadres/imports",
                            "get /api/v1/cadres/imports/template",
                            "get /api/v1/cadres/imports/{id}",
                            "get /api/v1/cadres/imports/{id}/errors",
                            "post /api/v1/cadres/imports/{id}/errors",
                            "get /api/v1/cadres/imports/{id}/rows",
                            "put /api/v1/cadres/imports/{id}/parts/{ordinal}",
                            "post /api/v1/cadres/imports/{id}/completion",
                            "post /api/v1/cadres/imports/{id}/application",
                            "post /api/v1/cadres/imports/{id}/cancellation",
                            "get /api/v1/amendments",
                            "get /api/v1/amendments/tally",
                            "post /api/v1/amendments/approvals",
                            "post /api/v1/amendments/{id}/approval",
                            "post /api/v1/amendments/{id}/rejection",
                            "get /api/v1/conflicts",
                            "post /api/v1/conflicts/{id}/transfer",
                            "post /api/v1/conflicts/{id}/merger",
                            "post /api/v1/conflicts/{id}/rejection"));
    /// A step of a log-in opens nothing but itself.
    private static final Set<Role> STEPS = Set.of(Role.ACTIVATE, Role.CHANGE_PASSWORD, Role.SECOND_FACTOR, Role.ENROL);

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Courses courses;

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"LEARNER", "CITY_ADMIN", "PROVINCE_ADMIN", "CENTRE_ADMIN"})
    void right_opensWhatItsNameSays(Role role) {
        String token = people.tokenOf(people.active(units.centre(), role), Set.of(role));
        Set<String> expected = STEPS.contains(role) ? Set.of() : with(OPEN.get(role), EVERYBODY);
        assertThat(opened(token)).isEqualTo(new TreeSet<>(expected));
    }

    /// Everything else that is seen in clear asks for it in the request: its own tests try.
    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"LIAISON", "DATABASE_ADMIN", "REPORT_VIEWER", "OPERATOR"})
    void seeingInClear_addsToTheKeepingOfRecordsAlone(Role role) {
        String token = people.tokenOf(people.active(units.centre(), role, Role.UNMASK));
        Set<String> more = role == Role.DATABASE_ADMIN
                ? Set.of("post /api/v1/cadres/{id}/revelations", "post /api/v1/amendments/{id}/revelations")
                : Set.of();
        assertThat(opened(token)).isEqualTo(with(with(OPEN.get(role), EVERYBODY), more));
    }

    private static Set<String> opened(String token) {
        Set<String> opened = new TreeSet<>();
        asked().forEach(what -> {
            int status = ask(what, token).statusCode();
            assertThat(status).as(what).isLessThan(500);
            if (status != 403) {
                opened.add(what);
            }
        });
        return opened;
    }

    @Test
    void courses_areReadByWhoLooksAfterThemOrTheirLearners() {
        long course = courses.video(60);
        UnitRef city = units.city(units.province());
        Map.of(
                        Role.COURSE_OPERATOR, 200,
                        Role.LIAISON, 200,
                        Role.CITY_ADMIN, 200,
                        Role.REPORT_VIEWER, 404,
                        Role.DATABASE_ADMIN, 404,
                        Role.LEARNER, 404)
                .forEach((role, status) -> assertThat(
                                given().header("Authorization", "Bearer " + people.tokenOf(people.active(city, role)))
                                        .get("/api/v1/courses/" + course)
                                        .statusCode())
                        .as(role.wireName())
                        .isEqualTo(status));
    }

    private static Stream<String> asked() {
        Map<String, Map<String, Object>> paths =
                given().get("/q/openapi?format=json").jsonPath().getMap("paths");
        List<String> own = Stream.concat(UnscopedRules.OPEN.stream(), UnscopedRules.SELF.stream())
                .toList();
        return paths.entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream()
                        .filter(METHODS::contains)
                        .map(method -> method + " " + path.getKey()))
                .filter(what -> !what.contains("/test") && !own.contains(what));
    }

    private static Response ask(String what, String token) {
        String[] parts = what.split(" ");
        var request = given().header("Authorization", "Bearer " + token);
        if (parts[1].endsWith("{ordinal}")) {
            request.contentType("application/octet-stream").body(new byte[1]);
        } else if (!parts[0].equals("get")) {
            // What is asked of a right behind the form needs one that fits.
            String body = parts[1].endsWith("/revelations") ? "{\"field\": \"MOBILE\", \"reason\": \"试一试别人的\"}" : "{}";
            request.contentType("application/json").body(body);
        }
        return request.request(parts[0].toUpperCase(Locale.ROOT), parts[1].replaceAll("\\{\\w+}", "999999999"));
    }

    private static Set<String> with(Set<String> some, String... more) {
        return with(some, Set.of(more));
    }

    private static Set<String> with(Set<String> some, Set<String> more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(more);
        return all;
    }
}
