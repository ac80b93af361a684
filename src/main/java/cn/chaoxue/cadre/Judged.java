package cn.chaoxue.cadre;

import cn.chaoxue.audit.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What entering a record would do as things stand; made by [BulkEditing], which also does it.
public final class Judged {

    /// What it comes to.
    public enum Kind {
        CREATE,
        CHANGE,
        UNCHANGED,
        /// The person is recorded in another unit, which the importer answers for as well.
        ELSEWHERE_OWN,
        /// The person is recorded in another unit, of which the importer learns nothing (A1.7).
        ELSEWHERE,
        /// The number is that of a record that went into another one of the unit: nothing is entered by it.
        MERGED,
        /// What the unit above keeps: the importer's own record (A1.4), and what somebody signs in with who answers for
        /// the importer's unit.
        OWN
    }

    final BulkEditing.Entry entry;
    final Kind kind;
    final CadreRecord wanted;
    final @Nullable StoredCadre stored;

    Judged(BulkEditing.Entry entry, Kind kind, CadreRecord wanted, @Nullable StoredCadre stored) {
        this.entry = entry;
        this.kind = kind;
        this.wanted = wanted;
        this.stored = stored;
    }

    /// Which entry this is about.
    public long key() {
        return entry.key();
    }

    public Kind kind() {
        return kind;
    }

    /// Names of the fields a change would change.
    public List<String> changedFields() {
        return kind == Kind.CHANGE ? changes().stream().map(Change::field).toList() : List.of();
    }

    List<Change> changes() {
        return wanted.changesFrom(stored == null ? null : stored.record());
    }

    /// Names nobody.
    @Override
    public String toString() {
        return "Judged[" + kind + "]";
    }
}
