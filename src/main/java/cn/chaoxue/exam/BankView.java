package cn.chaoxue.exam;

import java.util.List;

/// A bank with its answer keys, for those who keep it.
public record BankView(List<Item> items) {

    /// A question with what is right.
    public record Item(
            long questionId, QuestionKind kind, String stem, List<Option> options, List<String> correct, int points) {}

    static BankView of(Bank bank) {
        return new BankView(bank.questions().values().stream()
                .map(q -> new Item(q.id(), q.kind(), q.stem(), q.options(), sorted(q), q.points()))
                .toList());
    }

    private static List<String> sorted(Question question) {
        return question.correct().stream().sorted().toList();
    }
}
