package cn.chaoxue.exam;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Draws papers. The same attempt always shows the same questions and options in the same order, so that a learner
/// who comes back finds the paper left behind.
final class Papers {

    private Papers() {}

    /// The questions of a new attempt: as many as the test asks for, in an order of the attempt's own.
    static List<Long> draw(Bank bank, long learnerId, int number) {
        List<Long> ids = new ArrayList<>(bank.questions().keySet());
        Collections.shuffle(ids, seeded(bank.examId(), learnerId, number));
        return List.copyOf(ids.subList(0, Math.min(bank.questionCount(), ids.size())));
    }

    /// The paper as its learner sees it.
    static PaperView view(Bank bank, Attempt attempt) {
        List<PaperView.QuestionView> questions = attempt.questionIds().stream()
                .map(id -> view(bank.question(id), attempt.id()))
                .toList();
        return new PaperView(attempt.id(), attempt.startedAt(), attempt.deadline(), questions);
    }

    private static PaperView.QuestionView view(Question question, long attemptId) {
        List<Option> options = new ArrayList<>(question.options());
        if (question.kind() != QuestionKind.TRUE_FALSE) {
            Collections.shuffle(options, seeded(attemptId, question.id(), 0));
        }
        return new PaperView.QuestionView(question.id(), question.kind(), question.stem(), options);
    }

    /// A generator of its own for the triple; the odd factors keep neighbours apart.
    private static Random seeded(long first, long second, int third) {
        long mixed = first * 0x9E3779B97F4A7C15L + second * 0xC2B2AE3D27D4EB4FL + third * 0x165667B19E3779F9L;
        return new Random(mixed ^ (mixed >>> 32));
    }
}
