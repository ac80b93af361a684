package cn.chaoxue.org;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What became of a change of the tree.
sealed interface TreeChange {

    record Done(long unitId) implements TreeChange {}

    /// One of the units is absent, or not the caller's to change.
    record Absent() implements TreeChange {}

    /// The state of the tree refuses it.
    /// @param reason slug of the problem
    /// @param from the first day on which it would not, where that is known
    record Refused(String reason, String why, @Nullable LocalDate from) implements TreeChange {

        Refused(String reason, String why) {
            this(reason, why, null);
        }
    }

    static TreeChange closed() {
        return new Refused("closed", "The unit is closed.");
    }

    static TreeChange stale() {
        return new Refused("stale", "The unit was changed meanwhile; read it again.");
    }

    static TreeChange level() {
        return new Refused("level", "A unit stands below one of a higher level.");
    }

    static TreeChange within() {
        return new Refused("within", "A unit cannot go beneath or into itself.");
    }

    static TreeChange there() {
        return new Refused("same-parent", "It stands beneath that unit already.");
    }

    static TreeChange later() {
        return new Refused(
                "later-change",
                "A unit was moved, renamed or joined on a later day already; take that day or one after it.");
    }

    /// One of the units was opened on `from`.
    static TreeChange unopened(LocalDate from) {
        return new Refused("before-opening", "The unit was opened on " + from + ".", from);
    }

    /// Somebody or something was there until `from`.
    static TreeChange until(LocalDate from) {
        return new Refused(
                "later-change",
                "People left it, or units left or joined it, on a later day; from " + from + " on it can be done.",
                from);
    }

    static TreeChange name() {
        return new Refused("name-taken", "The unit above has one of that name already.");
    }

    static TreeChange code() {
        return new Refused("code-taken", "An open unit has that administrative code already.");
    }

    static TreeChange holding() {
        return new Refused("not-empty", "People or units still belong to it; move or merge them first.");
    }
}
