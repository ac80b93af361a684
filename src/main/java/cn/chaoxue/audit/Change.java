package cn.chaoxue.audit;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One field before and after, as everybody who may read the log sees it. Of a personal field that is the masked form;
/// `sealed` then keeps what it really was.
public record Change(
        String field,
        @Nullable String before,
        @Nullable String after,
        @Nullable Values sealed) {

    /// What a personal field really held.
    public record Values(@Nullable String before, @Nullable String after) {}

    /// A field that is nobody's secret; empty when it did not change.
    public static Optional<Change> of(String field, @Nullable Object before, @Nullable Object after) {
        return Objects.equals(before, after)
                ? Optional.empty()
                : Optional.of(new Change(field, text(before), text(after), null));
    }

    /// A field that names a unit, by number: who reads it is told the name where the unit lies in their branch.
    public static Optional<Change> ofUnit(String field, @Nullable Long before, @Nullable Long after) {
        if (!NamedUnits.holds(field)) {
            throw new IllegalArgumentException(field + " would be shown as a number");
        }
        return of(field, before, after);
    }

    /// A personal field, with its masked forms for display.
    public static Change personal(
            String field, @Nullable String maskedBefore, @Nullable String maskedAfter, Values values) {
        return new Change(field, maskedBefore, maskedAfter, values);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /// Names the field alone: changes end up in logs.
    @Override
    public String toString() {
        return "Change[" + field + "]";
    }
}
