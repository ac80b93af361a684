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
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
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

    /// So many callers ask at the same time: enough to leave no processor idle, and waiting is not what is tested.
    private static final int AT_ONCE = 2;

    /// The first places callers amidst the tree, the others wherever.
    private static final long FIRST = 1;

    /// What stood where, for each caller, over all seeds.
    private static final Map<Set<Role>, Set<Relation>> MET = new ConcurrentHashMap<>();

    @Inject
    People people;

    @Inject
    Planting planting;

    @Inject
    Courses courses;

    @Inject
    Exams exams;

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
    @ValueSource(longs = {FIRST, 20261122, 7_616_399})
    void outsideTheOwnSubtree_thereIsNothing(long seed) throws InterruptedException, ExecutionException {
        Random random = new Random(seed);
        Planting.Grown grown = planting.grow(random);
        long course = courses.video(60);
        Map<String, Call> reads = UnscopedRules.ofOneself(course, exams.of(course));
        List<Asking> callers = CALLERS.stream()
                .map(roles -> asking(roles, grown, places(grown, seed), random))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> ends = callers.stream()
                    .<Future<?>>map(caller -> threads.submit(() -> caller.everything(reads)))
                    .toList();
            for (Future<?> end : ends) {
                end.get();
            }
        }
        assertThat(planting.untouched(grown.targets().values()))
                .as("what was asked for is as it was")
                .isTrue();
        callers.forEach(caller -> MET.computeIfAbsent(caller.roles(), _ -> EnumSet.noneOf(Relation.class))
                .addAll(caller.met));
        assertThat(callers)
                .as("what differs from the answer about something absent")
                .allSatisfy(caller -> assertThat(caller.toldApart).isEmpty());
        System.out.printf(
                "isolation: %d endpoints × %d callers × %d places; %d calls outside the own subtree, each answered as"
                        + " about something absent, %d inside, %d for something in clear, %d lists, %d reads of oneself:"
                        + " 0 leaks%n",
                callers.stream()
                        .flatMap(caller -> caller.asked.stream())
                        .distinct()
                        .count(),
                callers.size(),
                grown.units().size(),
                sum(callers, caller -> caller.outside),
                sum(callers, caller -> caller.within),
                sum(callers, caller -> caller.inClear),
                sum(callers, caller -> caller.lists),
                sum(callers, caller -> caller.ofOneself));
    }

    /// Above the centre, and beside it, there is nothing.
    @AfterAll
    static void everyRole_hasMetItsOwnItsChildItsSiblingAndItsParent() {
        if (MET.isEmpty()) {
            return; // another test of this class was asked for
        }
        assertThat(MET)
                .hasSize(CALLERS.size())
                .allSatisfy((roles, met) -> assertThat(met)
                        .as("met by %s", roles)
                        .containsAll(
                                roles.contains(Role.CENTRE_ADMIN)
                                        ? EnumSet.of(Relation.OWN, Relation.CHILD)
                                        : EnumSet.allOf(Relation.class)));
    }

    private static List<UnitRef> places(Planting.Grown grown, long seed) {
        return seed == FIRST ? grown.amidst() : grown.units();
    }

    private Asking asking(Set<Role> roles, Planting.Grown grown, List<UnitRef> places, Random random) {
        UnitRef own = roles.contains(Role.CENTRE_ADMIN)
                ? grown.units().getFirst()
                : places.get(random.nextInt(places.size()));
        Person caller = people.active(own, roles.toArray(Role[]::new));
        return new Asking(roles, own, caller, people.tokenOf(caller), grown);
    }

    private static int sum(List<Asking> callers, ToIntFunction<Asking> count) {
        return callers.stream().mapToInt(count).sum();
    }
}
