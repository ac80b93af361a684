package cn.chaoxue.cadre;

import cn.chaoxue.cadre.Flaw.Why;
import cn.chaoxue.org.LocalCalendar;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.List;

/// The rules of the form, for records that come by other ways: the same annotations, the same checks.
@Singleton
public class CadreRules {

    private final Validator validator;
    private final LocalCalendar calendar;

    CadreRules(Validator validator, LocalCalendar calendar) {
        this.validator = validator;
        this.calendar = calendar;
    }

    /// Everything that is wrong with a record somebody enters, each field once; the unit is the caller's to find.
    public List<Flaw> check(CadreRequest request) {
        List<Flaw> flaws = new ArrayList<>();
        validator.validate(request).stream().map(CadreRules::flaw).forEach(flaw -> add(flaws, flaw));
        CadreChecks.ofNew(request, calendar.today()).stream()
                .filter(flaw -> !flaw.field().equals("unitId"))
                .forEach(flaw -> add(flaws, flaw));
        return flaws;
    }

    /// That something is needed says more than that nothing has the wrong form.
    private static void add(List<Flaw> flaws, Flaw flaw) {
        boolean known = flaws.stream().anyMatch(one -> one.field().equals(flaw.field()));
        if (!known) {
            flaws.add(flaw);
        } else if (flaw.why() == Why.NEEDED) {
            flaws.replaceAll(one -> one.field().equals(flaw.field()) ? flaw : one);
        }
    }

    private static Flaw flaw(ConstraintViolation<CadreRequest> violation) {
        String rule = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        return new Flaw(violation.getPropertyPath().toString(), rule.startsWith("Not") ? Why.NEEDED : Why.MALFORMED);
    }
}
