package cn.chaoxue.exam;

import cn.chaoxue.exam.DeadLetters.Letter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Submissions that wait for an operator; answers are not shown.
/// @param next pass it as `after` for the rest; null at the end
public record DeadLetterView(List<Item> items, @Nullable Long next) {

    /// One letter.
    public record Item(long id, @Nullable String attemptId, String entry, String reason, Instant createdAt) {}

    static DeadLetterView of(List<Letter> letters, int limit) {
        List<Item> items = letters.stream().map(DeadLetterView::item).toList();
        return new DeadLetterView(
                items, items.size() < limit ? null : items.getLast().id());
    }

    private static Item item(Letter letter) {
        return new Item(
                letter.id(),
                letter.entry().fields().get("attempt"),
                letter.entry().name(),
                letter.reason(),
                letter.createdAt());
    }
}
