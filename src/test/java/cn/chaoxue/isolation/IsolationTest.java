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
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random trees with people, campaigns and every role somewhere in them: whatever a caller asks for outside the own
/// subtree, it is as if it were not there.
@QuarkusTest
class IsolationTest {

    /// Each role there is by itself, and with the right to see in clear where that adds to it.
    private static final List<Set<Role>> CALLERS = Stream.concat(
                    Stream.of(Role.values()).map(Set::of),
                    Stream.of(Set.of(Role.DATABASE_ADMIN, Role.UNMASK), Set.of(Role.CITY_ADMIN, Role.UNMASK)))
            .toList();

    /// Parameters of addresses that name nobody and no unit: which page, which days, which state, in which form.
    private static final Set<String> CHOOSING = Set.of(
            "action",
            "after",
            "before",
            "children",
            "closed",
            "cycle",
            "format",
            "from",
            "limit",
            "minutes",
            "on",
            "outcome",
            "recount",
            "source",
            "state",
            "status",
            "subjectKind",
            "until");

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

    /// So does a new parameter that may name a unit or somebody: any but those that choose among what is there.
    @Test
    void everyParameterThatNamesSomething_hasARule() {
        Map<String, Map<String, Object>> paths =
                given().get("/q/openapi?format=json").jsonPath().getMap("paths");
        Set<String> offered = new TreeSet<>();
        paths.forEach((path, item) -> item.forEach((method, operation) -> parameters(operation)
                .filter(parameter -> "query".equals(parameter.get("in")))
                .map(parameter -> parameter.get("name").toString())
                .filter(name -> !path.contains("/test") && !CHOOSING.contains(name))
                .forEach(name -> offered.add(method + " " + path + "?" + name))));
        assertThat(offered).isEqualTo(Rules.parameters());
    }

    /// The control of [RulesOfTwoSides]: with both sides beneath the caller none is refused for where it lies.
    @Test
    void bothSidesWithinTheOwnSubtree_areNotRefused() {
        Planting.Grown grown = planting.grow(new Random(FIRST));
        Target one = grown.targets().get(grown.amidst().getFirst().id());
        Target other = grown.targets().get(grown.amidst().getLast().id());
        String centre = people.tokenOf(people.active(grown.units().getFirst(), Role.CENTRE_ADMIN));
        assertThat(RulesOfTwoSides.all())
                .allSatisfy((name, rule) -> assertThat(
                                rule.apply(one, other).by(centre).status())
                        .as(name)
                        .isIn(200, 201, 409));
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
        assertThat(of(callers, caller -> caller.notFound))
                .as("refused for where the other side lies, not for a right")
                .containsAll(RulesOfTwoSides.all().keySet());
        assertThat(of(callers, caller -> caller.placed))
                .as("lists that had something in them for somebody")
                .isEqualTo(UnscopedRules.LISTS.keySet());
        assertThat(of(callers, caller -> caller.otherSides))
                .as("lists that named the other side to somebody")
                .containsExactly("get /api/v1/conflicts", "get /api/v1/posting-changes");
        System.out.printf(
                "isolation: %d endpoints × %d callers × %d places; %d calls outside the own subtree, each answered as"
                        + " about something absent, %d inside, %d for something in clear, %d lists, %d reads of oneself:"
                        + " 0 leaks%n",
                of(callers, caller -> caller.asked).size(),
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

    @SuppressWarnings("unchecked")
    private static Stream<Map<String, Object>> parameters(Object operation) {
        return operation instanceof Map<?, ?> one && one.get("parameters") instanceof List<?> all
                ? ((List<Map<String, Object>>) all).stream()
                : Stream.empty();
    }

    private static Set<String> of(List<Asking> callers, Function<Asking, Set<String>> which) {
        return callers.stream().map(which).flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    private static int sum(List<Asking> callers, ToIntFunction<Asking> count) {
        return callers.stream().mapToInt(count).sum();
    }
}
