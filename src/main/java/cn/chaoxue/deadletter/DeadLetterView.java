package cn.chaoxue.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Entries that wait for an operator.
/// @param next pass it as `after` for the rest; null at the end
public record DeadLetterView(
        List<LetterView> items, @Nullable Long next) {

    static DeadLetterView of(List<LetterView> items, int limit) {
        return new DeadLetterView(
                items, items.size() < limit ? null : items.getLast().id());
    }
}
