package cn.chaoxue.posting;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever stood beside their post in a unit that becomes their own stands there once, though they have left before
/// anybody noted it.
@QuarkusTest
class NotedLateTest extends ThreeCities {

    private static final String LEFT = "2026-06-01";

    @ParameterizedTest
    @CsvSource({"SECONDMENT,true", "SECONDMENT,false", "PART_TIME,true", "PART_TIME,false"})
    void memberWhoWasTransferred_stoodThereOnce(String kind, boolean mergerFirst) {
        person = people.learner(one);
        beside(kind, other);
        merge(mergerFirst, () -> change(person, "TRANSFER", LEFT, to(third)));
        assertThat(at(person, EVE)).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(at(person, MERGED)).containsExactly(other.id());
        assertThat(at(person, "2026-05-31")).containsExactly(other.id());
        assertThat(at(person, LEFT)).containsExactly(third.id());
        assertThat(at(person, "2026-06-16")).containsExactly(third.id());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void memberWhoRetired_stoodThereOnce(boolean mergerFirst) {
        person = people.learner(one);
        beside("SECONDMENT", other);
        merge(mergerFirst, () -> change(person, "RETIREMENT", LEFT, Map.of()));
        assertThat(at(person, EVE)).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(at(person, MERGED)).containsExactly(other.id());
        assertThat(at(person, "2026-05-31")).containsExactly(other.id());
        assertThat(at(person, LEFT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void memberOfTheOther_stoodThereOnce(boolean mergerFirst) {
        person = people.learner(other);
        beside("PART_TIME", one);
        merge(mergerFirst, () -> change(person, "TRANSFER", LEFT, to(third)));
        assertThat(at(person, EVE)).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(at(person, MERGED)).containsExactly(other.id());
        assertThat(at(person, LEFT)).containsExactly(third.id());
    }

    /// What the merger had ended goes on where the person never came to belong.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void transferBeforeTheMerger_leavesWhatIsThere(boolean mergerFirst) {
        person = people.learner(one);
        change(person, "SECONDMENT", "2026-01-01", to(other));
        merge(mergerFirst, () -> change(person, "TRANSFER", "2026-04-10", to(third)));
        assertThat(at(person, "2026-04-09")).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(at(person, EVE)).containsExactlyInAnyOrder(third.id(), other.id());
        assertThat(at(person, MERGED)).containsExactlyInAnyOrder(third.id(), other.id());
    }

    /// The same of two that were to be one from then on, had the other not ended before.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endOfOneBeforeTheMerger_leavesTheOther(boolean mergerFirst) {
        change(person, "SECONDMENT", "2026-01-01", to(one));
        long ending = posting(person, one);
        change(person, "SECONDMENT", "2026-02-01", to(other));
        merge(mergerFirst, () -> change(person, "END", "2026-04-10", Map.of("postingId", ending)));
        assertThat(beside(person, "2026-04-09")).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(beside(person, EVE)).containsExactly(other.id());
        assertThat(beside(person, MERGED)).containsExactly(other.id());
    }

    /// The record that stays says where the person belonged; nobody was lent to where they belonged.
    @Test
    void whoWasRecordedTwice_stoodThereOnceAndIsLentThereSince() {
        Person slip = people.learner(third);
        change(slip, "SECONDMENT", "2026-01-01", to(one));
        person = people.learner(one);
        change(person, "TRANSFER", LEFT, to(other));
        unite(person, slip);
        assertThat(at(person, "2026-03-01")).containsExactly(one.id());
        assertThat(at(person, "2026-05-31")).containsExactly(one.id());
        assertThat(at(person, LEFT)).containsExactlyInAnyOrder(one.id(), other.id());
    }

    /// Who is retired stands nowhere, whatever another record says.
    @Test
    void whoRetired_isLentNowhereByAnotherRecord() {
        Person slip = people.learner(third);
        change(slip, "SECONDMENT", "2026-01-01", to(other));
        change(slip, "LEAVE", "2026-02-01", Map.of());
        person = people.learner(one);
        change(person, "RETIREMENT", "2026-03-01", Map.of());
        change(person, "RETURN", "2026-05-01", Map.of());
        change(person, "RETIREMENT", LEFT, Map.of());
        unite(person, slip);
        assertThat(at(person, "2026-02-28")).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(at(person, "2026-04-01")).isEmpty();
        assertThat(at(person, "2026-05-31")).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(at(person, LEFT)).isEmpty();
        as(sender).get(postingsOf(person) + "?on=" + LEFT).then().body("items", empty());
    }

    private void beside(String kind, UnitRef unit) {
        Map<String, Object> lent = Map.of("toUnit", unit.id(), "post", "副书记", "until", "2026-06-15");
        change(person, kind, "2026-01-01", lent);
    }
}
