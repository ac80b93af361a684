package cn.chaoxue.isolation;

import static cn.chaoxue.isolation.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One caller, who asks every endpoint about every unit of a tree, with what came of it.
final class Asking {

    /// So much one account takes away in clear.
    private static final int A_DAY = 3;

    private final Set<Role> roles;
    private final UnitRef own;
    private final Person caller;
    private final String token;
    private final Planting.Grown grown;

    /// What the caller is told of something absent, by the name of the rule.
    private final Map<String, String> absent = new HashMap<>();

    final Set<String> asked = new TreeSet<>();
    final Set<String> toldApart = new TreeSet<>();

    /// Rules that the caller's rights were enough for, so that where the target lies refused.
    final Set<String> notFound = new TreeSet<>();

    /// Lists that placed something for the caller, and those that named the other side of it.
    final Set<String> placed = new TreeSet<>();

    final Set<String> otherSides = new TreeSet<>();
    final Set<Relation> met = EnumSet.noneOf(Relation.class);
    int outside;
    int within;
    int lists;
    int inClear;
    int ofOneself;
    private int exported;

    Asking(Set<Role> roles, UnitRef own, Person caller, String token, Planting.Grown grown) {
        this.roles = roles;
        this.own = own;
        this.caller = caller;
        this.token = token;
        this.grown = grown;
    }

    Set<Role> roles() {
        return roles;
    }

    void everything(Map<String, Call> reads) {
        for (UnitRef unit : grown.units()) {
            boolean inside = unit.path().startsWith(own.path());
            Relation.of(unit, own).ifPresent(met::add);
            Rules.scoped().forEach((name, rule) -> probe(name, rule, unit, inside));
            Rules.askedForAUnit().forEach((name, rule) -> probe(name, rule, unit, inside));
            if (!inside) {
                Rules.narrowedTo().forEach((name, rule) -> narrowed(name, rule, unit));
                RulesOfTwoSides.all().forEach((name, rule) -> probe(name, to -> rule.apply(mine(), to), unit, false));
            }
            boolean same = unit.id() == own.id();
            if (inside) {
                assertMasked(at(unit), same);
            }
            Rules.ofOneUnit().forEach((name, rule) -> probe(name, rule, unit, same));
            // Of a person who is not the caller, wherever.
            Rules.ofOnePerson().forEach((name, rule) -> probe(name, rule, unit, false));
        }
        assertLeft();
        UnscopedRules.INSTALLATION.forEach(this::assertOfRole);
        UnscopedRules.LISTS.forEach(this::assertOwn);
        List<String> line = grown.units().stream()
                .filter(unit -> unit.path().startsWith(own.path()) || own.path().startsWith(unit.path()))
                .map(UnitRef::name)
                .toList();
        reads.forEach((name, call) -> {
            Telling.assertOfOneself("%s as %s".formatted(name, roles), call.by(token), caller, line);
            asked.add(name);
            ofOneself++;
        });
    }

    private void probe(String name, Function<Target, Call> rule, UnitRef unit, boolean inside) {
        Target at = at(unit);
        // Something of one's own as the other side, so that only the target can be what refuses.
        Call call = rule.apply(at.from(own.id()));
        String what = "%s as %s of %s at %s".formatted(name, roles, own.path(), unit.path());
        boolean campaignFromAbove =
                name.endsWith("/campaigns/{id}") && own.path().startsWith(unit.path());
        if (!inside && !campaignFromAbove) {
            Answer answer = call.by(token);
            asked.add(name);
            outside++;
            assertThat(answer.status()).as(what).isIn(403, 404, RulesOfTwoSides.OTHERWISE.getOrDefault(name, 404));
            if (answer.status() == 404 || answer.status() == 400) {
                notFound.add(name);
            }
            assertThat(answer.text()).as(what).doesNotContain(unit.name(), "测试员" + at.person());
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
            assertThat(call.by(token).status()).as(what).isIn(200, 403);
        }
    }

    /// A list of what is the caller's, narrowed to somebody elsewhere, is what it is for somebody there never was.
    private void narrowed(String name, Function<Target, Call> rule, UnitRef unit) {
        Answer answer = rule.apply(at(unit)).by(token);
        outside++;
        assertThat(answer.status()).as("%s as %s", name, roles).isIn(200, 403);
        String nothing = absent.computeIfAbsent(
                name, _ -> Telling.of(rule.apply(Target.absent(0)).by(token)));
        if (!Telling.of(answer).equals(nothing)) {
            toldApart.add("%s as %s of %s at %s".formatted(name, roles, own.path(), unit.path()));
        }
    }

    /// Something of the caller's that could be taken elsewhere: below the own unit, which nobody changes themselves.
    private Target mine() {
        return grown.units().stream()
                .filter(unit -> Relation.of(unit, own).equals(Optional.of(Relation.CHILD)))
                .findFirst()
                .map(this::at)
                .orElseGet(() -> at(own));
    }

    /// In the own subtree, too, nothing is seen in clear without the right to.
    private void assertMasked(Target at, boolean same) {
        Rules.revelations().forEach((name, rule) -> shown(name, rule.apply(at).by(token), 200));
        Rules.leavingInClear(same).forEach((name, rule) -> {
            boolean left = shown(name, rule.apply(at).by(token), exported < A_DAY ? 200 : 429);
            exported += left ? 1 : 0;
        });
    }

    /// Whether it was, as it is `status` for who keeps such records and sees in clear.
    private boolean shown(String name, Answer answer, int status) {
        boolean keeps = roles.stream().anyMatch(Role::administrator)
                || (roles.contains(Role.DATABASE_ADMIN) && !name.contains("liaisons"));
        boolean unmasks = roles.contains(Role.UNMASK);
        inClear++;
        assertThat(answer.status()).as("%s as %s", name, roles).isEqualTo(keeps && unmasks ? status : 403);
        if (keeps && !unmasks) {
            assertThat(answer.<String>path("reason")).as(name).isEqualTo("unmask");
        }
        return keeps && unmasks;
    }

    private void assertOwn(String name, Listing listing) {
        Answer answer = listing.call().by(token);
        String what = "%s as %s of %s".formatted(name, roles, own.path());
        asked.add(name);
        lists++;
        if (answer.status() == 403) {
            return;
        }
        assertThat(answer.status()).as(what).isEqualTo(200);
        List<String> places = answer.path(listing.places());
        assertThat(places).as(what).isSubsetOf(told(listing.named(), UnitRef::path));
        String rest = answer.text();
        Set<String> foreign = new TreeSet<>();
        if (listing.side().isPresent()) {
            Listing.Side side = listing.side().get();
            Set<String> others = Telling.inFields(side.fields(), rest);
            assertThat(others).as(what).isSubsetOf(told(side.named(), UnitRef::name));
            foreign.addAll(others);
            rest = Telling.without(side.fields(), rest);
        }
        Telling.assertNames(what, rest, told(listing.named(), UnitRef::name));
        assertThat(rest).as(what).doesNotContain(Listing.MASKED + "\":\"");
        foreign.removeAll(told(Listing::isBeneath, UnitRef::name));
        if (!places.isEmpty()) {
            placed.add(name);
        }
        if (!foreign.isEmpty()) {
            otherSides.add(name);
        }
    }

    private Set<String> told(BiPredicate<UnitRef, UnitRef> which, Function<UnitRef, String> as) {
        return grown.units().stream()
                .filter(unit -> which.test(unit, own))
                .map(as)
                .collect(Collectors.toSet());
    }

    /// Of many at once none that lies outside is taken, or told from one there never was.
    private void assertLeft() {
        List<Long> foreign = Stream.concat(
                        grown.units().stream()
                                .filter(unit -> !unit.path().startsWith(own.path()))
                                .map(unit -> at(unit).amendment()),
                        Stream.of(Target.absent(0).amendment()))
                .toList();
        List<Map<String, Object>> items =
                foreign.stream().map(id -> with(Target.SHOWN, "id", id)).toList();
        Answer answer = Call.post("/api/v1/amendments/approvals", Map.of("items", items))
                .by(token);
        asked.add(UnscopedRules.MANY);
        outside += foreign.size() - 1;
        assertThat(answer.status()).as("approvals as %s", roles).isIn(200, 403);
        if (answer.status() == 200) {
            assertThat(answer.<List<Integer>>path("approved")).isEmpty();
            assertThat(answer.<List<Integer>>path("left.id"))
                    .isEqualTo(foreign.stream().map(Long::intValue).toList());
            assertThat(answer.<List<String>>path("left.reason")).containsOnly("absent");
        }
    }

    /// What is the whole installation's is refused to whoever has none of its roles.
    private void assertOfRole(String name, Set<Role> allowed) {
        if (roles.stream().noneMatch(allowed::contains)) {
            String[] parts = name.replaceAll("\\{\\w+}", "1").split(" ");
            asked.add(name);
            outside++;
            assertThat(new Call(parts[0], parts[1], null).by(token).status())
                    .as("%s as %s", name, roles)
                    .isEqualTo(403);
        }
    }

    private Target at(UnitRef unit) {
        return grown.targets().get(unit.id());
    }
}
