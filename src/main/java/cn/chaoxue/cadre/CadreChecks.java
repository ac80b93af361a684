package cn.chaoxue.cadre;

import cn.chaoxue.platform.problem.Problem.FieldError;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a single field cannot tell: whether a request is complete and agrees with itself.
final class CadreChecks {

    private CadreChecks() {}

    /// What is wrong with a new record; nothing when it fits.
    static List<FieldError> ofNew(CadreRequest request, LocalDate today) {
        List<FieldError> errors = ofBoth(request, today);
        require(errors, "unitId", request.unitId());
        require(errors, "idNumber", request.idNumber());
        require(errors, "mobile", request.mobile());
        return errors;
    }

    /// What is wrong with a change of a record.
    static List<FieldError> ofChange(CadreRequest request, LocalDate today) {
        List<FieldError> errors = ofBoth(request, today);
        require(errors, "version", request.version());
        return errors;
    }

    private static List<FieldError> ofBoth(CadreRequest request, LocalDate today) {
        List<FieldError> errors = new ArrayList<>();
        String number = request.idNumber();
        if (number != null) {
            Optional<ResidentId> id = ResidentId.parse(number);
            if (id.isEmpty()) {
                errors.add(new FieldError(
                        "idNumber", "is not an ID number: a digit, the date or the check digit is wrong"));
            }
            id.ifPresent(known -> agree(errors, request, known));
        }
        LocalDate until = request.inPostUntil();
        if (request.inPostSince().isAfter(today)) {
            errors.add(new FieldError("inPostSince", "must not lie in the future"));
        }
        if (until != null && until.isBefore(request.inPostSince())) {
            errors.add(new FieldError("inPostUntil", "must not lie before the beginning"));
        }
        return errors;
    }

    private static void agree(List<FieldError> errors, CadreRequest request, ResidentId id) {
        if (request.birthDate() != null && !id.birthDate().equals(request.birthDate())) {
            errors.add(new FieldError("birthDate", "does not agree with the ID number"));
        }
        if (request.sex() != null && id.sex() != request.sex()) {
            errors.add(new FieldError("sex", "does not agree with the ID number"));
        }
    }

    private static void require(List<FieldError> errors, String field, @Nullable Object value) {
        if (value == null) {
            errors.add(new FieldError(field, "is needed"));
        }
    }
}
