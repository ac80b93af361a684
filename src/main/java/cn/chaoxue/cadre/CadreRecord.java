package cn.chaoxue.cadre;

import cn.chaoxue.audit.Change;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a record says of a person, in clear: held only while it is being written or compared.
/// @param appointedOn first day as a cadre, where that was before this post
record CadreRecord(
        String name,
        ResidentId idNumber,
        String mobile,
        @Nullable String email,
        @Nullable String qq,
        CadreClass cadreClass,
        Employment employment,
        String post,
        LocalDate inPostSince,
        @Nullable LocalDate inPostUntil,
        @Nullable LocalDate appointedOn) {

    CadreRecord {
        appointedOn = appointedOn != null && appointedOn.isBefore(inPostSince) ? appointedOn : null;
    }

    /// What differs from `before`, personal values masked; from nothing, everything does.
    List<Change> changesFrom(@Nullable CadreRecord before) {
        List<Change> changes = new ArrayList<>();
        open(changes, "name", before, CadreRecord::name);
        personal(changes, "idNumber", before, one -> one.idNumber().value(), Masking::idNumber);
        personal(changes, "mobile", before, CadreRecord::mobile, Masking::mobile);
        personal(changes, "email", before, CadreRecord::email, Masking::email);
        personal(changes, "qq", before, CadreRecord::qq, Masking::qq);
        open(changes, "cadreClass", before, CadreRecord::cadreClass);
        open(changes, "employment", before, CadreRecord::employment);
        open(changes, "post", before, CadreRecord::post);
        open(changes, "inPostSince", before, CadreRecord::inPostSince);
        open(changes, "inPostUntil", before, CadreRecord::inPostUntil);
        open(changes, "appointedOn", before, CadreRecord::appointedOn);
        return changes;
    }

    /// The same, not first appointed after the day that `before` knows: a file tells when somebody came to this post,
    /// and is no proof against an earlier one. Who has such proof corrects the record by hand.
    CadreRecord notAppointedAfter(CadreRecord before) {
        LocalDate known = before.appointedOn();
        LocalDate first = appointedOn == null ? inPostSince : appointedOn;
        return known != null && first.isAfter(known)
                ? new CadreRecord(
                        name,
                        idNumber,
                        mobile,
                        email,
                        qq,
                        cadreClass,
                        employment,
                        post,
                        inPostSince,
                        inPostUntil,
                        known)
                : this;
    }

    /// Whether its owner signs in with other numbers than before: the ID number is the user name, and the mobile
    /// number, until activation, the password (A1.2).
    boolean signsInOtherwise(CadreRecord before) {
        return !idNumber.value().equals(before.idNumber.value()) || !mobile.equals(before.mobile);
    }

    private void open(
            List<Change> changes,
            String field,
            @Nullable CadreRecord before,
            Function<CadreRecord, @Nullable Object> value) {
        Change.of(field, before == null ? null : value.apply(before), value.apply(this))
                .ifPresent(changes::add);
    }

    private void personal(
            List<Change> changes,
            String field,
            @Nullable CadreRecord before,
            Function<CadreRecord, @Nullable String> value,
            UnaryOperator<String> mask) {
        String was = before == null ? null : value.apply(before);
        String is = value.apply(this);
        if (!Objects.equals(was, is)) {
            changes.add(Change.personal(
                    field,
                    was == null ? null : mask.apply(was),
                    is == null ? null : mask.apply(is),
                    new Change.Values(was, is)));
        }
    }

    /// Names nobody in full: records pass through logs and failures.
    @Override
    public String toString() {
        return "CadreRecord[" + Masking.name(name) + " " + idNumber + "]";
    }
}
