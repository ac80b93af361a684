package cn.chaoxue.command;

import cn.chaoxue.audit.Origin;
import cn.chaoxue.cadre.CadreRequest;
import cn.chaoxue.cadre.Entering;
import cn.chaoxue.cadre.Flaw;
import cn.chaoxue.cadre.ResidentId;
import cn.chaoxue.org.CentreUnit;
import cn.chaoxue.org.LocalCalendar;
import cn.chaoxue.rights.Appointment;
import cn.chaoxue.rights.CentreAdministrators;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/// The centre's administrators, who have nobody above them: the first one of an installation, another, or one who lost
/// phone or password. Everything is asked, and what was answered checked, before anything is done.
@Singleton
class Appointing {

    private static final String CENTRE = "共青团中央";
    private static final String UNIT_NAME = "the unit needs a name of 2 to 20 characters";
    private static final String CLAIMED =
            "this ID number stands in a record already: one entered meanwhile, then run it"
                    + " again, or one whose account signs in with another number; nobody was entered or appointed";

    private final CentreAdministrators administrators;
    private final CentreUnit centre;
    private final Entering entering;
    private final LocalCalendar calendar;

    Appointing(CentreAdministrators administrators, CentreUnit centre, Entering entering, LocalCalendar calendar) {
        this.administrators = administrators;
        this.centre = centre;
        this.entering = entering;
        this.calendar = calendar;
    }

    /// Exit code 0: the one-time password was printed, or who had one already may see in clear; 1: refused, with the
    /// reason.
    Uni<Integer> appoint(Questions questions, PrintStream out) {
        Optional<ResidentId> number = ResidentId.parse(questions.ask("ID number"));
        if (number.isEmpty()) {
            return refused(out, "this is not an ID number");
        }
        String id = number.get().value();
        Optional<CadreRequest> record = questions.record(id, calendar.today());
        String unit = record.isPresent()
                ? questions.ask("name of the centre's unit, if there is none yet (empty: " + CENTRE + ")")
                : "";
        String reason = questions.ask("reason, for the audit log");
        Optional<Boolean> clear = questions.agreed("may see personal numbers in clear, and let units below see them");
        Optional<String> wrong = clear.isEmpty() ? Optional.of("answer yes or no") : GivenReason.objection(reason);
        return wrong.isPresent() || clear.isEmpty()
                ? refused(out, wrong.orElseThrow())
                : entered(id, record, unit.isEmpty() ? CENTRE : unit)
                        .chain(objection -> objection.isEmpty()
                                ? administrators
                                        .appoint(id, clear.get(), reason, Origin.COMMAND_LINE)
                                        .map(done -> tell(out, done))
                                : refused(out, objection));
    }

    /// Exit codes as of [#appoint].
    Uni<Integer> reset(Questions questions, PrintStream out) {
        Optional<ResidentId> number = ResidentId.parse(questions.ask("ID number"));
        String reason = questions.ask("reason, for the audit log");
        if (number.isEmpty()) {
            return refused(out, "this is not an ID number");
        }
        Optional<String> wrong = GivenReason.objection(reason);
        return wrong.isPresent()
                ? refused(out, wrong.get())
                : administrators
                        .reset(number.get().value(), reason, Origin.COMMAND_LINE)
                        .map(done -> tell(out, done));
    }

    /// Why not, or nothing. Who is recorded stays as recorded, whatever was answered about them.
    private Uni<String> entered(String idNumber, Optional<CadreRequest> record, String unit) {
        return administrators
                .recorded(idNumber)
                .chain(known -> known || record.isEmpty() ? Uni.createFrom().item("") : entered(record.get(), unit));
    }

    private Uni<String> entered(CadreRequest record, String unit) {
        List<Flaw> flaws = entering.flaws(record);
        if (!flaws.isEmpty() || !centre.fits(unit)) {
            return Uni.createFrom().item(flaws.isEmpty() ? UNIT_NAME : told(flaws));
        }
        return centre.open(unit, Origin.COMMAND_LINE)
                .chain(id -> entering.enter(id, record, Origin.COMMAND_LINE))
                .map(entered -> entered ? "" : CLAIMED);
    }

    private static int tell(PrintStream out, Appointment appointment) {
        return switch (appointment) {
            case Appointment.Done(String password) -> {
                out.println("one-time password: " + password);
                out.println("It is not shown again. The first log-in changes it and sets up a second factor.");
                yield 0;
            }
            case Appointment.Widened() -> {
                out.println("an administrator of the centre already, who may see personal numbers in clear now");
                yield 0;
            }
            case Appointment.Unknown() ->
                refuse(out, "nobody is recorded under this ID number; give a name to enter them");
            case Appointment.Closed() -> refuse(out, "the account is disabled");
            case Appointment.Held() ->
                refuse(
                        out,
                        "this is an administrator of the centre already; answer yes to let them see in clear, or see:"
                                + " admin reset");
            case Appointment.NotHeld() ->
                refuse(out, "not an administrator of the centre; a unit above resets this account");
        };
    }

    private static String told(List<Flaw> flaws) {
        return String.join(
                "; ",
                flaws.stream()
                        .map(flaw -> flaw.field() + " " + flaw.why().message())
                        .toList());
    }

    private static int refuse(PrintStream out, String why) {
        out.println("admin: " + why);
        return 1;
    }

    private static Uni<Integer> refused(PrintStream out, String why) {
        return Uni.createFrom().item(refuse(out, why));
    }
}
