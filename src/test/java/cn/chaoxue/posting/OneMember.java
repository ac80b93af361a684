package cn.chaoxue.posting;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.org.UnitRef;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/// Where one person stood on which days.
abstract class OneMember extends TwoProvinces {

    UnitRef one;
    Person member;

    @BeforeEach
    void memberOfACity() {
        one = units.city(home);
        member = people.learner(one);
    }

    /// Both ways of asking say the same.
    final void stands(UnitRef unit, String... days) {
        for (String day : days) {
            as(sender).get(history() + "?on=" + day).then().body("items.unit", contains(unit.name()));
            assertThat(at(day)).as(day).containsExactly(unit.id());
        }
    }

    final void nowhere(String... days) {
        for (String day : days) {
            assertThat(at(day)).as(day).isEmpty();
            assertThat(as(sender).get(history() + "?on=" + day).<List<Object>>path("items"))
                    .as(day)
                    .isEmpty();
        }
    }

    final List<Long> at(String day) {
        return standing(sender, day, "items.findAll { it.cadreId == %d }".formatted(member.id()));
    }

    final String history() {
        return postingsOf(member);
    }
}
