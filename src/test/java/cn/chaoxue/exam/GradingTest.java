package cn.chaoxue.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradingTest {

    private static final List<Option> OPTIONS =
            List.of(new Option("A", ""), new Option("B", ""), new Option("C", ""), new Option("D", ""));

    @ParameterizedTest
    @CsvSource(textBlock = """
            # chosen, right, score
            A,   A,   100
            B,   A,   0
            '',  A,   0
            AB,  A,   0
            AC,  AC,  100
            CA,  AC,  100
            AAC, AC,  100
            A,   AC,  0
            ABC, AC,  0
            """)
    void choice_earnsOnlyWhenExactlyRight(String chosen, String right, int score) {
        Question question = question(1, 1, right);
        assertThat(Grading.grade(List.of(question), answers(Map.of(1L, chosen)), 60)
                        .score())
                .isEqualTo(score);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # right of three equal questions, mark, score, passed
            0, 60, 0,   false
            1, 33, 33,  true
            1, 34, 33,  false
            2, 60, 66,  true
            2, 67, 66,  false
            3, 100, 100, true
            """)
    void score_isRoundedDown_andPassesFromTheMarkOn(int right, int mark, int score, boolean passed) {
        List<Question> paper =
                IntStream.range(0, 3).mapToObj(i -> question(i, 1, "A")).toList();
        Map<Long, String> chosen = new LinkedHashMap<>();
        IntStream.range(0, right).forEach(i -> chosen.put((long) i, "A"));
        assertThat(Grading.grade(paper, answers(chosen), mark)).isEqualTo(new Grade(score, passed));
    }

    @ParameterizedTest
    @CsvSource({"1, 25", "3, 75"})
    void points_weigh(int pointsOfTheRightOne, int score) {
        List<Question> paper =
                List.of(question(1, pointsOfTheRightOne, "A"), question(2, 4 - pointsOfTheRightOne, "A"));
        assertThat(Grading.grade(paper, answers(Map.of(1L, "A", 2L, "B")), 60).score())
                .isEqualTo(score);
    }

    @Property
    void orderOfQuestionsAndChoices_doesNotMatter(
            @ForAll("papers") List<Question> paper,
            @ForAll("choices") Map<Long, List<String>> chosen,
            @ForAll long seed) {
        List<Question> shuffled = new ArrayList<>(paper);
        Collections.shuffle(shuffled, new Random(seed));
        Map<Long, List<String>> reversed = new LinkedHashMap<>();
        chosen.forEach((id, keys) -> reversed.put(id, keys.reversed()));
        assertThat(Grading.grade(shuffled, new Answers(reversed), 60))
                .isEqualTo(Grading.grade(paper, new Answers(chosen), 60));
    }

    @Property
    void oneMoreRightAnswer_neverLowersTheScore(
            @ForAll("papers") List<Question> paper, @ForAll("choices") Map<Long, List<String>> chosen) {
        int before = Grading.grade(paper, new Answers(chosen), 60).score();
        Question first = paper.getFirst();
        Map<Long, List<String>> better = new LinkedHashMap<>(chosen);
        better.put(first.id(), List.copyOf(first.correct()));
        assertThat(Grading.grade(paper, new Answers(better), 60).score()).isBetween(before, 100);
    }

    @Property
    void allRight_isFullMarks(@ForAll("papers") List<Question> paper) {
        Map<Long, List<String>> right = new LinkedHashMap<>();
        paper.forEach(question -> right.put(question.id(), List.copyOf(question.correct())));
        assertThat(Grading.grade(paper, new Answers(right), 100)).isEqualTo(new Grade(100, true));
    }

    @Property
    void answers_surviveTheirStoredForm(@ForAll("choices") Map<Long, List<String>> chosen) {
        Answers answers = new Answers(chosen);
        assertThat(Answers.parse(answers.json())).isEqualTo(answers);
    }

    @Provide
    Arbitrary<List<Question>> papers() {
        Arbitrary<Set<String>> right = keys().set().ofMinSize(1);
        return net.jqwik.api.Combinators.combine(right, Arbitraries.integers().between(1, 5))
                .as((correct, points) -> Map.entry(correct, points))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(GradingTest::numbered);
    }

    @Provide
    Arbitrary<Map<Long, List<String>>> choices() {
        return Arbitraries.maps(
                Arbitraries.longs().between(0, 11), keys().list().ofMaxSize(4));
    }

    private static Arbitrary<String> keys() {
        return Arbitraries.of("A", "B", "C", "D");
    }

    private static List<Question> numbered(List<Map.Entry<Set<String>, Integer>> drafts) {
        return IntStream.range(0, drafts.size())
                .mapToObj(i -> new Question(
                        i,
                        QuestionKind.MULTIPLE,
                        "",
                        OPTIONS,
                        drafts.get(i).getKey(),
                        drafts.get(i).getValue()))
                .toList();
    }

    private static Question question(long id, int points, String right) {
        return new Question(id, QuestionKind.MULTIPLE, "", OPTIONS, Set.copyOf(List.of(right.split(""))), points);
    }

    private static Answers answers(Map<Long, String> chosen) {
        Map<Long, List<String>> answers = new LinkedHashMap<>();
        chosen.forEach((id, keys) -> answers.put(id, keys.isEmpty() ? List.of() : List.of(keys.split(""))));
        return new Answers(answers);
    }
}
