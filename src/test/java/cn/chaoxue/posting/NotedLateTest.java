package cn.chaoxue.posting;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever stood beside their post in a unit that becomes their own stands there once, though they have left before
/// anybody noted it.
@QuarkusTest
class NotedLateTest extends TwoProvinces {

    private static final String MERGED = "2026-05-01";
    private static final String LEFT = "2026-06-01";

    private UnitRef one;
    private UnitRef other;
    private UnitRef third;

    @BeforeEach
    void threeCities() {
        one = units.city(home);
        other = units.city(home);
        third = units.city(home);
    }

    @ParameterizedTest
    @CsvSource({"SECONDMENT,true", "SECONDMENT,false", "PART_TIME,true", "PART_TIME,false"})
    void memberWhoWasTransferred_stoodThereOnce(String kind, boolean mergerFirst) {
        person = people.learner(one);
        beside(kind, other);
        if (mergerFirst) {
            merge();
            change("TRANSFER", third);
        } else {
            change("TRANSFER", third);
            merge();
        }
        assertThat(at("2026-04-30")).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(at(MERGED)).containsExactly(other.id());
        assertThat(at("2026-05-31")).containsExactly(other.id());
        assertThat(at(LEFT)).containsExactly(third.id());
        assertThat(at("2026-06-16")).containsExactly(third.id());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void memberWhoRetired_stoodThereOnce(boolean mergerFirst) {
        person = people.learner(one);
        beside("SECONDMENT", other);
        if (mergerFirst) {
            merge();
            change("RETIREMENT", null);
        } else {
            change("RETIREMENT", null);
            merge();
        }
        assertThat(at("2026-04-30")).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(at(MERGED)).containsExactly(other.id());
        assertThat(at("2026-05-31")).containsExactly(other.id());
        assertThat(at(LEFT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void memberOfTheOther_stoodThereOnce(boolean mergerFirst) {
        person = people.learner(other);
        beside("PART_TIME", one);
        if (mergerFirst) {
            merge();
            change("TRANSFER", third);
        } else {
            change("TRANSFER", third);
            merge();
        }
        assertThat(at("2026-04-30")).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(at(MERGED)).containsExactly(other.id());
        assertThat(at(LEFT)).containsExactly(third.id());
    }

    /// What the merger ended stays ended: the one case in which the order decides.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void transferBeforeTheMerger_leavesWhatIsThere(boolean mergerFirst) {
        person = people.learner(one);
        wish(person.id(), lent("SECONDMENT", other, null)).then().statusCode(201);
        if (mergerFirst) {
            merge();
            change("TRANSFER", third, "2026-04-10");
        } else {
            change("TRANSFER", third, "2026-04-10");
            merge();
        }
        assertThat(at("2026-04-09")).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(at("2026-04-30")).containsExactlyInAnyOrder(third.id(), other.id());
        if (mergerFirst) {
            assertThat(at(MERGED)).containsExactly(third.id());
        } else {
            assertThat(at(MERGED)).containsExactlyInAnyOrder(third.id(), other.id());
        }
    }

    /// The record that stays says where the person belonged; nobody was lent to where they belonged.
    @Test
    void whoWasRecordedTwice_stoodThereOnceAndIsLentThereSince() {
        Person slip = people.learner(third);
        wish(slip.id(), lent("SECONDMENT", one, null)).then().statusCode(201);
        person = people.learner(one);
        change("TRANSFER", other);
        long merging = sql.number(
                "insert into id_conflict (cadre_id, claimed_unit, claimed_by, other_id, state)"
                        + " values (?, ?, ?, ?, 'OPEN') returning id",
                person.id(),
                third.id(),
                people.active(centre, Role.CENTRE_ADMIN).id(),
                slip.id());
        String superior = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        as(superior)
                .body(Map.of("reason", "已核实为同一人"))
                .post("/api/v1/conflicts/%d/merger".formatted(merging))
                .then()
                .statusCode(204);
        assertThat(at("2026-03-01")).containsExactly(one.id());
        assertThat(at("2026-05-31")).containsExactly(one.id());
        assertThat(at(LEFT)).containsExactlyInAnyOrder(one.id(), other.id());
    }

    private void beside(String kind, UnitRef to) {
        wish(person.id(), lent(kind, to, "2026-06-15")).then().statusCode(201);
    }

    private static Map<String, Object> lent(String kind, UnitRef to, @Nullable String until) {
        Map<String, Object> lent =
                new HashMap<>(Map.of("kind", kind, "toUnit", to.id(), "post", "副书记", "effectiveOn", "2026-01-01"));
        if (until != null) {
            lent.put("until", until);
        }
        return lent;
    }

    private void change(String kind, @Nullable UnitRef to) {
        change(kind, to, LEFT);
    }

    private void change(String kind, @Nullable UnitRef to, String day) {
        Map<String, Object> change = new HashMap<>(Map.of("kind", kind, "effectiveOn", day));
        if (to != null) {
            change.putAll(Map.of("toUnit", to.id(), "post", "书记"));
        }
        wish(person.id(), change).then().statusCode(201);
    }

    private void merge() {
        place(one, "merger", other, MERGED).then().statusCode(200);
    }

    private List<Long> at(String day) {
        return as(sender)
                .get("/api/v1/postings?limit=200&on=" + day)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.findAll { it.cadreId == %d }.unit.id".formatted(person.id()), Long.class);
    }
}
