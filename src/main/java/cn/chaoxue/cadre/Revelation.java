package cn.chaoxue.cadre;

import org.jspecify.annotations.Nullable;

/// What became of the wish to see a field.
sealed interface Revelation {

    /// `value` is null where the record holds none.
    record Shown(@Nullable String value) implements Revelation {
        @Override
        public String toString() {
            return "Shown";
        }
    }

    record Absent() implements Revelation {}

    /// The caller has seen enough for this hour.
    record Enough() implements Revelation {}
}
