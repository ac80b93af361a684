package cn.chaoxue.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaperRulesTest {

    private static final Question KEPT = new Question(
            17, QuestionKind.SINGLE, "?", List.of(new Option("A", "a"), new Option("B", "b")), Set.of("A"), 1);
    private static final Bank BANK = new Bank(7, 9, "Test", 60, 2, 600, 3, 600, Map.of(17L, KEPT));

    /// Found by the drill `poison-entries`: where Redis did not hold the attempt, its learner was answered 500.
    @Test
    void questionThatLeftTheBank_doesNotKeepItsLearnerFromHandingIn() {
        PaperRules rules = PaperRules.of(BANK, List.of(17L, 18L));
        assertThat(rules.complaints(Map.of(17L, List.of("A"), 18L, List.of("C", "D"))))
                .isEmpty();
        assertThat(rules.complaints(Map.of(18L, List.of("no key at all")))).hasSize(1);
        assertThat(rules.complaints(Map.of(17L, List.of("C")))).hasSize(1);
        assertThat(rules.complaints(Map.of(19L, List.of("A")))).hasSize(1);
        assertThat(PaperRules.decode(rules.encode())).isEqualTo(rules);
    }
}
