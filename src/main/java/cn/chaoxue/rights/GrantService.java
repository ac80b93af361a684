package cn.chaoxue.rights;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.identity.AccountKeeping;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.Unit;
import cn.chaoxue.org.Units;
import cn.chaoxue.platform.sql.Database;
import cn.chaoxue.rights.OneTimePasswords.OneTime;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Gives rights, each with its reason in the audit log. It counts from the holder's next log-in with a second factor.
@Singleton
class GrantService {

    private final Units units;
    private final AccountKeeping accounts;
    private final OneTimePasswords passwords;
    private final IdleRights idle;
    private final Database database;
    private final AuditLog audit;

    GrantService(
            Units units,
            AccountKeeping accounts,
            OneTimePasswords passwords,
            IdleRights idle,
            Database database,
            AuditLog audit) {
        this.units = units;
        this.accounts = accounts;
        this.passwords = passwords;
        this.idle = idle;
        this.database = database;
        this.audit = audit;
    }

    Uni<GrantOutcome> give(Caller caller, GrantRequest request, Origin origin) {
        if (request.cadreId() == caller.id()) {
            return answer(new GrantOutcome.Own());
        }
        return units.findFor(caller, request.unitId())
                .chain(found -> found.map(unit -> refusal(caller, request.role(), unit)
                                .map(GrantService::answer)
                                .orElseGet(() -> made(caller, request, origin)))
                        .orElseGet(() -> answer(new GrantOutcome.Absent())));
    }

    private static Optional<GrantOutcome> refusal(Caller caller, Role role, Unit unit) {
        return unit.open() ? Delegation.objection(caller, role, unit) : Optional.of(new GrantOutcome.Closed());
    }

    private Uni<GrantOutcome> made(Caller caller, GrantRequest request, Origin origin) {
        return (request.oneTimePassword() ? passwords.make() : passwords.none())
                .chain(password -> database.transaction(tx -> ownLack(tx, caller, request)
                        .chain(refused -> refused.map(GrantService::answer)
                                .orElseGet(() -> made(tx, caller, request, password, origin)))));
    }

    /// What the giver's own rights lack; empty when they carry what is given, for as long.
    private static Uni<Optional<GrantOutcome>> ownLack(SqlConnection tx, Caller caller, GrantRequest request) {
        Uni<Optional<GrantOutcome>> administering =
                Holdings.lasts(tx, caller, request.endsAt()).map(lasts -> lack(lasts, new GrantOutcome.Beyond()));
        return request.role() != Role.UNMASK
                ? administering
                : administering.chain(refused -> refused.isPresent()
                        ? Uni.createFrom().item(refused)
                        : Holdings.unmasks(tx, caller, request.endsAt())
                                .map(lasts -> lack(lasts, new GrantOutcome.NotTheirs())));
    }

    private static Optional<GrantOutcome> lack(Optional<Boolean> lasts, GrantOutcome none) {
        return lasts.map(longEnough ->
                        longEnough ? Optional.<GrantOutcome>empty() : refusing(new GrantOutcome.Outlasting()))
                .orElseGet(() -> refusing(none));
    }

    private Uni<GrantOutcome> made(
            SqlConnection tx, Caller caller, GrantRequest request, Optional<OneTime> password, Origin origin) {
        return Holdings.keepUnit(tx, request.unitId())
                .map(unit -> unit.filter(at -> caller.reaches(at.path()))
                        .map(at -> refusal(caller, request.role(), at))
                        .orElseGet(() -> Optional.of(new GrantOutcome.Absent())))
                .chain(refused -> refused.map(GrantService::answer)
                        .orElseGet(() -> judged(tx, caller, request, password, origin)));
    }

    private Uni<GrantOutcome> judged(
            SqlConnection tx, Caller caller, GrantRequest request, Optional<OneTime> password, Origin origin) {
        return accounts.lock(tx, request.cadreId(), caller.unit().path())
                .chain(found -> found.map(standing -> objection(tx, standing, caller, request, password))
                        .orElseGet(() -> Uni.createFrom().item(refusing(new GrantOutcome.Absent()))))
                .chain(refused ->
                        refused.map(GrantService::answer).orElseGet(() -> stored(tx, request, password, origin)));
    }

    private static Uni<Optional<GrantOutcome>> objection(
            SqlConnection tx,
            AccountKeeping.Standing standing,
            Caller caller,
            GrantRequest request,
            Optional<OneTime> password) {
        Optional<GrantOutcome> refused = objection(standing, caller, request.role(), password.isPresent());
        if (refused.isPresent()) {
            return Uni.createFrom().item(refused);
        }
        return password.isEmpty()
                ? Handover.objection(tx, standing, request)
                : Handover.objection(tx, caller, standing);
    }

    /// Who answers for as much as the caller keeps the password a unit above gave. Nobody begins to see in clear with a
    /// password that a third person handed out.
    private static Optional<GrantOutcome> objection(
            AccountKeeping.Standing standing, Caller caller, Role role, boolean password) {
        if (standing.disabled()) {
            return Optional.of(new GrantOutcome.Closed());
        }
        boolean known = standing.pending() || (role == Role.UNMASK && standing.mustChange());
        if (known && !password) {
            return Optional.of(new GrantOutcome.Unbegun());
        }
        return password && standing.beyond(caller.unit().path())
                ? Optional.of(new GrantOutcome.Beyond())
                : Optional.empty();
    }

    private Uni<GrantOutcome> stored(
            SqlConnection tx, GrantRequest request, Optional<OneTime> password, Origin origin) {
        long account = request.cadreId();
        return needless(tx, request)
                .chain(refused -> refused.map(GrantService::answer)
                        .orElseGet(() -> idle.end(tx, List.of(account), origin)
                                .chain(ended -> given(tx, request, password, origin, ended))));
    }

    /// The audit log comes last: while it is appended to, everybody else's entries wait.
    private Uni<GrantOutcome> given(
            SqlConnection tx, GrantRequest request, Optional<OneTime> password, Origin origin, List<AuditEvent> ended) {
        long account = request.cadreId();
        List<AuditEvent> events =
                Stream.concat(ended.stream(), Stream.of(given(request, origin))).toList();
        return Holdings.give(tx, request, origin.actorId())
                .call(() -> password.map(made -> passwords.issue(tx, account, made, origin.actorId()))
                        .orElseGet(() -> accounts.renewTokens(tx, account)))
                .call(() -> audit.append(tx, events))
                .map(id -> new GrantOutcome.Done(
                        id, password.map(OneTime::password).orElse(null)));
    }

    /// Why the cadre would have nothing of it: what is held already, and what only adds to records that are not kept.
    private static Uni<Optional<GrantOutcome>> needless(SqlConnection tx, GrantRequest request) {
        Uni<Boolean> useful = request.role() == Role.UNMASK
                ? Holdings.keepsRecords(tx, request)
                : Uni.createFrom().item(true);
        return Holdings.held(tx, request)
                .chain(held -> held
                        ? Uni.createFrom().item(refusing(new GrantOutcome.Held()))
                        : useful.map(use -> use ? Optional.<GrantOutcome>empty() : refusing(new GrantOutcome.Idle())));
    }

    private static Optional<GrantOutcome> refusing(GrantOutcome why) {
        return Optional.of(why);
    }

    private static AuditEvent given(GrantRequest request, Origin origin) {
        return AuditEvent.of(origin, "grant.give", Subject.cadre(request.cadreId()), request.unitId())
                .because(request.reason().strip())
                .changing(changes(request.role(), request.endsAt(), false));
    }

    static List<Change> changes(Role role, @Nullable Instant endsAt, boolean taken) {
        String name = role.wireName();
        return Stream.of(Change.of("role", taken ? name : null, taken ? null : name), Change.of("endsAt", null, endsAt))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Uni<GrantOutcome> answer(GrantOutcome outcome) {
        return Uni.createFrom().item(outcome);
    }
}
