package cn.chaoxue.isolation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.Courses;
import cn.chaoxue.fixture.Exams;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random trees with people, campaigns and every role somewhere in them: whatever a caller asks for outside the own
/// subtree, it is as if it were not there.
@QuarkusTest
class IsolationTest {

    private static final List<Role> ROLES = List.of(
            Role.LEARNER,
            Role.LIAISON,
            Role.CITY_ADMIN,
            Role.PROVINCE_ADMIN,
            Role.CENTRE_ADMIN,
            Role.OPERATOR,
            Role.DATABASE_ADMIN,
            Role.COURSE_OPERATOR,
            Role.REPORT_VIEWER,
            Role.UNMASK,
            Role.ACTIVATE,
            Role.CHANGE_PASSWORD,
            Role.SECOND_FACTOR,
            Role.ENROL);

    /// Each role by itself, and with the right to see in clear where that adds to it.
    private static final List<Set<Role>> CALLERS = Stream.concat(
                    ROLES.stream().map(Set::of),
                    Stream.of(Set.of(Role.DATABASE_ADMIN, Role.UNMASK), Set.of(Role.CITY_ADMIN, Role.UNMASK)))
            .toList();

    /// So much one account takes away in clear.
    private static final int A_DAY = 3;

    private static final Map<String, String> PLACES =
            Map.of("get /api/v1/units", "items.path", "get /api/v1/conflicts", "items.claimed.path");

    @Inject
    People people;

    @Inject
    Planting planting;

    @Inject
    Courses courses;

    @Inject
    Exams exams;

    private Map<Long, Target> targets = Map.of();
    private List<UnitRef> tree = List.of();
    private final Set<String> asked = new TreeSet<>();
    private int outside;
    private int within;
    private int lists;
    private int inClear;
    private int exported;
    private int ofOneself;
    /// What the caller of the moment is told of something absent, by the name of the rule.
    private final Map<String, String> absent = new HashMap<>();

    private final Set<String> toldApart = new TreeSet<>();

    /// A new endpoint comes with its rule, or does not come; [RoutesTest] finds those no document tells of.
    @Test
    void everyEndpoint_hasARule() {
        Map<String, Map<String, Object>> paths =
                given().get("/q/openapi?format=json").jsonPath().getMap("paths");
        Set<String> offered = new TreeSet<>();
        paths.forEach((path, item) -> item.keySet().stream()
                .filter(method ->
                        Set.of("get", "post", "put", "delete", "patch").contains(method))
                .filter(_ -> !path.contains("/test"))
                .forEach(method -> offered.add(method + " " + path)));
        assertThat(offered).isEqualTo(Rules.all());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20261122, 7_616_399})
    void outsideTheOwnSubtree_thereIsNothing(long seed) {
        Random random = new Random(seed);
        Planting.Grown grown = planting.grow(random);
        tree = grown.units();
        targets = grown.targets();
        long course = courses.video(60);
        Map<String, Call> reads = UnscopedRules.ofOneself(course, exams.of(course));
        for (Set<Role> roles : CALLERS) {
            UnitRef own = roles.contains(Role.CENTRE_ADMIN) ? tree.getFirst() : tree.get(random.nextInt(tree.size()));
            Person caller = people.active(own, roles.toArray(Role[]::new));
            String token = people.tokenOf(caller);
            exported = 0;
            absent.clear();
            for (UnitRef unit : tree) {
                boolean inside = unit.path().startsWith(own.path());
                Rules.scoped().forEach((name, rule) -> probe(name, rule, token, roles, unit, own, inside));
                Rules.askedForAUnit().forEach((name, rule) -> probe(name, rule, token, roles, unit, own, inside));
                boolean same = unit.id() == own.id();
                if (inside) {
                    assertMasked(roles, token, targets.get(unit.id()), same);
                }
                Rules.ofOneUnit().forEach((name, rule) -> probe(name, rule, token, roles, unit, own, same));
            }
            UnscopedRules.LISTS.forEach((name, call) -> assertOwn(name, call, token, own));
            List<String> line = tree.stream()
                    .filter(unit ->
                            unit.path().startsWith(own.path()) || own.path().startsWith(unit.path()))
                    .map(UnitRef::name)
                    .toList();
            reads.forEach((name, call) -> {
                Telling.assertOfOneself("%s as %s".formatted(name, roles), call.by(token), caller, line);
                asked.add(name);
                ofOneself++;
            });
        }
        assertThat(toldApart)
                .as("what differs from the answer about something absent")
                .isEmpty();
        System.out.printf(
                "isolation: %d endpoints × %d callers × %d places; %d calls outside the own subtree, each answered as"
                        + " about something absent, %d inside, %d for something in clear, %d lists, %d reads of oneself:"
                        + " 0 leaks%n",
                asked.size(), CALLERS.size(), tree.size(), outside, within, inClear, lists, ofOneself);
    }

    private void probe(
            String name,
            Function<Target, Call> rule,
            String token,
            Set<Role> roles,
            UnitRef unit,
            UnitRef own,
            boolean inside) {
        Target at = targets.get(unit.id());
        // Something of one's own as the other side, so that only the target can be what refuses.
        Call call = rule.apply(at.from(own.id()));
        String what = "%s as %s of %s at %s".formatted(name, roles, own.path(), unit.path());
        boolean campaignFromAbove =
                name.endsWith("/campaigns/{id}") && own.path().startsWith(unit.path());
        if (!inside && !campaignFromAbove) {
            Response answer = call.by(token);
            asked.add(name);
            outside++;
            assertThat(answer.statusCode()).as(what).isIn(403, 404);
            assertThat(answer.asString()).as(what).doesNotContain(unit.name(), "测试员" + at.person());
            String nothing = absent.computeIfAbsent(
                    name,
                    _ -> Telling.of(
                            rule.apply(Target.absent(at.sharedCampaign()).from(own.id()))
                                    .by(token)));
            if (!Telling.of(answer).equals(nothing)) {
                toldApart.add("%s: %s, of something absent %s".formatted(what, Telling.of(answer), nothing));
            }
        } else if (inside && call.reads() && !roles.contains(Role.LEARNER) && !name.endsWith("/live")) {
            within++;
            assertThat(call.by(token).statusCode()).as(what).isIn(200, 403);
        }
    }

    /// In the own subtree, too, nothing is seen in clear without the right to.
    private void assertMasked(Set<Role> roles, String token, Target at, boolean same) {
        Rules.revelations()
                .forEach((name, rule) -> shown(name, roles, rule.apply(at).by(token), 200));
        Rules.leavingInClear(same).forEach((name, rule) -> {
            boolean left = shown(name, roles, rule.apply(at).by(token), exported < A_DAY ? 200 : 429);
            exported += left ? 1 : 0;
        });
    }

    /// Whether it was, as it is `status` for who keeps such records and sees in clear.
    private boolean shown(String name, Set<Role> roles, Response answer, int status) {
        boolean keeps = roles.stream().anyMatch(Role::administrator)
                || (roles.contains(Role.DATABASE_ADMIN) && !name.contains("liaisons"));
        boolean unmasks = roles.contains(Role.UNMASK);
        inClear++;
        assertThat(answer.statusCode()).as("%s as %s", name, roles).isEqualTo(keeps && unmasks ? status : 403);
        if (keeps && !unmasks) {
            assertThat(answer.<String>path("reason")).as(name).isEqualTo("unmask");
        }
        return keeps && unmasks;
    }

    private void assertOwn(String name, Call call, String token, UnitRef own) {
        Response answer = call.by(token);
        asked.add(name);
        lists++;
        if (answer.statusCode() == 403) {
            return;
        }
        String from = PLACES.getOrDefault(name, "items.unit.path");
        assertThat(answer.statusCode()).as(name).isEqualTo(200);
        List<String> places = answer.path(from);
        assertThat(places)
                .as("%s at %s", name, own.path())
                .allMatch(place -> place == null
                        || place.startsWith(own.path())
                        || (name.endsWith("/campaigns") && own.path().startsWith(place)));
    }
}
