package cn.chaoxue.cadre;

import cn.chaoxue.cadre.Flaw.Why;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a single field cannot tell: whether a request is complete and agrees with itself. Of a row of a file, anything
/// may be absent.
final class CadreChecks {

    private CadreChecks() {}

    /// What is wrong with a new record; nothing when it fits.
    static List<Flaw> ofNew(CadreRequest request, LocalDate today) {
        List<Flaw> errors = ofBoth(request, today);
        require(errors, "unitId", request.unitId());
        require(errors, "idNumber", request.idNumber());
        require(errors, "mobile", request.mobile());
        return errors;
    }

    /// What is wrong with a change of a record.
    static List<Flaw> ofChange(CadreRequest request, LocalDate today) {
        List<Flaw> errors = ofBoth(request, today);
        require(errors, "version", request.version());
        if (request.birthDate() != null) {
            // Compared with the number that is stored, it would tell the day to whoever tries all of a year.
            require(errors, "idNumber", request.idNumber());
        }
        return errors;
    }

    private static List<Flaw> ofBoth(CadreRequest request, LocalDate today) {
        List<Flaw> errors = new ArrayList<>();
        String number = request.idNumber();
        if (number != null) {
            Optional<ResidentId> id = ResidentId.parse(number);
            if (id.isEmpty()) {
                errors.add(new Flaw("idNumber", Why.CHECK_DIGIT));
            }
            id.ifPresent(known -> agree(errors, request, known));
        }
        errors.addAll(ofDays(request.inPostSince(), request.inPostUntil(), today));
        errors.addAll(ofFirst(request.appointedOn(), request.inPostSince()));
        return errors;
    }

    /// What is wrong with the days of a post; nothing when they fit.
    static List<Flaw> ofDays(@Nullable LocalDate since, @Nullable LocalDate until, LocalDate today) {
        List<Flaw> errors = new ArrayList<>();
        if (since != null && since.isAfter(today)) {
            errors.add(new Flaw("inPostSince", Why.FUTURE));
        }
        if (until != null && since != null && until.isBefore(since)) {
            errors.add(new Flaw("inPostUntil", Why.BEFORE_BEGINNING));
        }
        return errors;
    }

    /// What is wrong with the day of the first appointment beside the one of this post; nothing when they fit.
    static List<Flaw> ofFirst(@Nullable LocalDate appointed, @Nullable LocalDate since) {
        return appointed != null && since != null && appointed.isAfter(since)
                ? List.of(new Flaw("appointedOn", Why.AFTER_BEGINNING))
                : List.of();
    }

    private static void agree(List<Flaw> errors, CadreRequest request, ResidentId id) {
        if (request.birthDate() != null && !id.birthDate().equals(request.birthDate())) {
            errors.add(new Flaw("birthDate", Why.DISAGREES));
        }
        if (request.sex() != null && id.sex() != request.sex()) {
            errors.add(new Flaw("sex", Why.DISAGREES));
        }
    }

    private static void require(List<Flaw> errors, String field, @Nullable Object value) {
        if (value == null) {
            errors.add(new Flaw(field, Why.NEEDED));
        }
    }
}
