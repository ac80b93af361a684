package cn.chaoxue.roster;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.roster.UnitNames.Candidate;
import cn.chaoxue.roster.UnitNames.Match;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Which unit somebody means.
class UnitNamesTest {

    /// Its namesakes may be among those that were cut off.
    @Test
    void unitOfABatchWithTooManyCandidates_isAmbiguous() {
        assertThat(UnitNames.matches(List.of("甲"), candidates(UnitNames.MOST)).get("甲"))
                .isEqualTo(new Match.Found(1));
        assertThat(UnitNames.matches(List.of("甲", "团委"), candidates(UnitNames.MOST + 1))
                        .values())
                .containsOnly(new Match.None("unit-ambiguous"));
    }

    private static List<Candidate> candidates(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(id -> new Candidate(id, Set.of(id == 1 ? "甲" : "团委"), true, List.of(List.of("团委"))))
                .toList();
    }
}
