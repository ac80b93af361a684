package cn.chaoxue.exam;

import java.util.List;
import java.util.Set;

/// The rule of marking. A question earns its points only when exactly the right options were chosen; order
/// and repetition do not matter, an absent answer earns nothing.
final class Grading {

    private static final int FULL = 100;

    private Grading() {}

    /// Marks `answers` against the questions of a paper.
    static Grade grade(List<Question> paper, Answers answers, int passMark) {
        long possible = 0;
        long earned = 0;
        for (Question question : paper) {
            possible += question.points();
            if (Set.copyOf(answers.to(question.id())).equals(question.correct())) {
                earned += question.points();
            }
        }
        int score = possible == 0 ? 0 : (int) (FULL * earned / possible);
        return new Grade(score, score >= passMark);
    }
}
