package cn.chaoxue.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.Campaigns;
import cn.chaoxue.fixture.Courses;
import cn.chaoxue.fixture.Exams;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/// Random trees, and at each of their units one of everything that could be asked for from elsewhere.
@Singleton
class Planting {

    /// Units, the highest first, and what belongs to each by its id.
    record Grown(List<UnitRef> units, Map<Long, Target> targets) {

        /// Units with others above, below and beside them.
        List<UnitRef> amidst() {
            String root = units.getFirst().path();
            return units.stream()
                    .filter(unit -> unit.path().replaceFirst(root, "").matches("\\d+/"))
                    .toList();
        }
    }

    private final Units units;
    private final People people;
    private final Campaigns campaigns;
    private final Courses courses;
    private final Exams exams;
    private final Sql sql;

    Planting(Units units, People people, Campaigns campaigns, Courses courses, Exams exams, Sql sql) {
        this.units = units;
        this.people = people;
        this.campaigns = campaigns;
        this.courses = courses;
        this.exams = exams;
        this.sql = sql;
    }

    /// One to three units at each level, down to the counties, with a person and a campaign in each.
    Grown grow(Random random) {
        List<UnitRef> tree = new ArrayList<>();
        UnitRef centre = added(tree, units.centre());
        for (int i = 0; i < 2 + random.nextInt(2); i++) {
            UnitRef province = added(tree, units.province(centre));
            for (int j = 0; j < 1 + random.nextInt(2); j++) {
                UnitRef city = added(tree, units.city(province));
                for (int k = 0; k < random.nextInt(3); k++) {
                    added(tree, units.county(city));
                }
            }
        }
        long shared = campaigns.open(centre);
        long exam = exams.of(courses.video(60));
        Map<Long, Target> targets = new HashMap<>();
        tree.forEach(unit -> targets.put(unit.id(), target(unit, shared, exam)));
        claimInTurn(tree, targets);
        return new Grown(tree, targets);
    }

    /// Each unit claims somebody of the next, and somebody of the lowest, and sends somebody to the next.
    private void claimInTurn(List<UnitRef> tree, Map<Long, Target> targets) {
        for (int i = 0; i < tree.size() - 1; i++) {
            claim(tree.get(i), targets.get(tree.get(i + 1).id()).person());
            claim(tree.get(i), targets.get(tree.getLast().id()).holder());
            posting(tree.get(i), tree.get(i + 1));
        }
        claim(tree.getLast(), targets.get(tree.getFirst().id()).person());
    }

    /// Whether nobody approved, saved, submitted or ended anything of these.
    boolean untouched(Collection<Target> targets) {
        return targets.stream().allMatch(this::untouched);
    }

    private boolean untouched(Target target) {
        return sql.number("""
                        select (select count(*) from amendment where id = ? and state = 'WAITING')
                            + (select count(*) from attempt where id = ? and state = 'OPEN')
                            + (select count(*) from refresh_token where family = ?)
                        """, target.amendment(), target.attempt(), target.session()) == 3;
    }

    private Target target(UnitRef unit, long shared, long exam) {
        Person learner = people.learner(unit);
        long person = learner.id();
        long holder = people.active(unit, Role.LIAISON).id();
        return new Target(
                unit.id(),
                person,
                learner.idNumber(),
                attempt(person, exam),
                session(person),
                holder,
                sql.number("select id from staff_grant where account_id = ?", holder),
                amendment(unit),
                claim(unit, person),
                posting(unit),
                window(unit, person),
                plan(unit, person),
                liaison(unit),
                reset(unit, person),
                campaigns.open(unit),
                shared,
                roster(unit, person),
                0);
    }

    private long attempt(long person, long exam) {
        return sql.number("""
                insert into attempt (exam_id, learner_id, number, state, question_ids, deadline)
                select id, ?, 1, 'OPEN', array(select q.id from question q where q.exam_id = e.id), now() + interval '1 hour'
                  from exam e where id = ? returning id
                """, person, exam);
    }

    private UUID session(long person) {
        return (UUID) sql.value("""
                insert into refresh_token (token_hash, family, account_id, expires_at, ends_at)
                values (decode(repeat('0', 16) || lpad(to_hex(?), 16, '0'), 'hex'), gen_random_uuid(), ?,
                    now() + interval '1 hour', now() + interval '1 hour') returning family
                """, person, person);
    }

    private long claim(UnitRef unit, long person) {
        return sql.number("""
                insert into id_conflict (cadre_id, claimed_unit, claimed_by, held_in, state)
                select ?, ?, id, unit_id, 'OPEN' from cadre where id = ? returning id
                """, person, unit.id(), person);
    }

    /// From the unit into itself: what is foreign about it is the unit alone.
    private long posting(UnitRef unit) {
        return posting(unit, unit);
    }

    private long posting(UnitRef unit, UnitRef to) {
        long person = people.learner(unit).id();
        return sql.number("""
                insert into posting_change (cadre_id, kind, state, from_unit, to_unit, post, effective_on, reason, proposed_by)
                values (?, 'PART_TIME', 'PROPOSED', ?, ?, '委员', current_date + 90, '试一试别人的', ?) returning id
                """, person, unit.id(), to.id(), person);
    }

    private long window(UnitRef unit, long person) {
        return sql.number("""
                insert into activation_window (unit_id, opens_at, closes_at, reason, opened_by)
                values (?, now(), now() + interval '1 hour', '试一试别人的', ?) returning id
                """, unit.id(), person);
    }

    private long liaison(UnitRef unit) {
        String admin = people.tokenOf(people.active(unit, Role.CITY_ADMIN));
        Call entry = Call.post("/api/v1/liaisons", Map.of("unitId", unit.id(), "name", "别人", "post", "书记"));
        return entry.by(admin).<Integer>path("id");
    }

    private long plan(UnitRef unit, long person) {
        return sql.number("""
                insert into unit_plan (unit_id, kind, state, effective_on, planned_by, planned_at_unit)
                values (?, 'CLOSURE', 'PLANNED', current_date + 90, ?, ?) returning id
                """, unit.id(), person, unit.id());
    }

    private long reset(UnitRef unit, long person) {
        return sql.number("""
                insert into activation_reset (unit_id, state, reason, started_by, total, undo_until)
                values (?, 'RESET', '试一试别人的', ?, 0, now() + interval '1 hour') returning id
                """, unit.id(), person);
    }

    private long roster(UnitRef unit, long person) {
        return sql.number("""
                insert into roster_import (unit_id, created_by, actor_id, address, file_name, bytes, state, expires_at)
                values (?, ?, ?, '::1', ?, 1, 'UPLOADING', now() + interval '1 day') returning id
                """, unit.id(), person, person, unit.name());
    }

    private long amendment(UnitRef unit) {
        Person pending = people.pending(unit);
        Call amend = Call.post("/api/v1/me/activation/amendment", Map.of("post", "改正的职务"));
        assertThat(amend.by(people.tokenOf(pending, Set.of(Role.ACTIVATE))).status())
                .isEqualTo(202);
        return sql.number(
                "update amendment set submitted_at = ?::timestamptz where cadre_id = ? returning id",
                Target.SHOWN.get("submittedAt"),
                pending.id());
    }

    private static UnitRef added(List<UnitRef> tree, UnitRef unit) {
        tree.add(unit);
        return unit;
    }
}
