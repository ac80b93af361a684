package cn.chaoxue.rights;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.identity.AccountKeeping;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.crypto.BlindIndex;
import cn.chaoxue.platform.sql.Database;
import cn.chaoxue.rights.OneTimePasswords.OneTime;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// The centre's administrators have nobody above them (A1.6): whoever runs the installation appoints them at the
/// machine, and resets the one who lost phone or password. Each act has its reason in the audit log, each password is
/// good for one log-in, which changes it and sets up a second factor.
@Singleton
public class CentreAdministrators {

    private static final String EVERYWHERE = "/";
    private static final String FIND = """
            select a.id, split_part(u.path, '/', 2)::bigint as centre, array(
                    select g.role from staff_grant g
                    where g.account_id = a.id and g.unit_id = split_part(u.path, '/', 2)::bigint and g.over_at is null
                        and (g.ends_at is null or g.ends_at > now())) as held
            from account a join unit u on u.id = a.unit_id
            where a.username_index = $1
            """;

    private final OneTimePasswords passwords;
    private final AccountKeeping accounts;
    private final BlindIndex index;
    private final Database database;
    private final AuditLog audit;

    CentreAdministrators(
            OneTimePasswords passwords, AccountKeeping accounts, BlindIndex index, Database database, AuditLog audit) {
        this.passwords = passwords;
        this.accounts = accounts;
        this.index = index;
        this.database = database;
        this.audit = audit;
    }

    /// @param held at the centre
    private record Found(long id, long centre, Set<String> held) {

        static Found of(Row row) {
            return new Found(
                    row.getLong("id"), row.getLong("centre"), Set.copyOf(Arrays.asList(row.getArrayOfStrings("held"))));
        }

        boolean appointed() {
            return held.contains(Role.Names.CENTRE_ADMIN);
        }

        boolean unmasks() {
            return held.contains(Role.Names.UNMASK);
        }
    }

    private interface Act {
        Uni<Appointment> take(SqlConnection tx, Found found, OneTime password);
    }

    /// Whether somebody is recorded under this ID number.
    public Uni<Boolean> recorded(String idNumber) {
        return database.query(FIND, key(idNumber), Found::of).map(found -> !found.isEmpty());
    }

    /// Gives who is recorded under this ID number the centre of the tree, without an end; with `clear` also the
    /// right to see in clear (A1.9), which nobody above the centre could give. Who is appointed already is given
    /// the latter alone.
    public Uni<Appointment> appoint(String idNumber, boolean clear, String reason, Origin origin) {
        return judged(
                idNumber,
                (tx, found, password) -> found.appointed()
                        ? widened(tx, found, clear, reason, origin)
                        : given(tx, found, Role.CENTRE_ADMIN, reason, origin)
                                .chain(() -> widened(tx, found, clear, reason, origin))
                                .chain(() -> issued(tx, found, password)));
    }

    private Uni<Appointment> widened(SqlConnection tx, Found found, boolean clear, String reason, Origin origin) {
        return clear && !found.unmasks()
                ? given(tx, found, Role.UNMASK, reason, origin)
                        .chain(() -> accounts.renewTokens(tx, found.id()))
                        .replaceWith(new Appointment.Widened())
                : answer(new Appointment.Held());
    }

    /// A new password for one log-in; every log-in ends, and the second factor is set up anew.
    public Uni<Appointment> reset(String idNumber, String reason, Origin origin) {
        return judged(
                idNumber,
                (tx, found, password) -> found.appointed()
                        ? issued(tx, found, password)
                                .call(() -> audit.append(tx, event(origin, "account.reset", found, reason)))
                        : answer(new Appointment.NotHeld()));
    }

    private Uni<Appointment> judged(String idNumber, Act act) {
        return passwords
                .make()
                .chain(password -> database.transaction(tx -> found(tx, idNumber)
                        .chain(found -> found.map(one -> locked(tx, one, idNumber, password.orElseThrow(), act))
                                .orElseGet(() -> answer(new Appointment.Unknown())))));
    }

    /// Read again under the lock: somebody else may be appointing the same person.
    private Uni<Appointment> locked(SqlConnection tx, Found before, String idNumber, OneTime password, Act act) {
        return accounts.lock(tx, before.id(), EVERYWHERE)
                .chain(standing -> usable(standing)
                        ? found(tx, idNumber).chain(now -> act.take(tx, now.orElse(before), password))
                        : answer(new Appointment.Closed()));
    }

    private Uni<Optional<Found>> found(SqlConnection tx, String idNumber) {
        return Database.rows(tx, FIND, key(idNumber), Found::of)
                .map(rows -> rows.stream().findFirst());
    }

    private static boolean usable(Optional<AccountKeeping.Standing> standing) {
        return standing.filter(one -> !one.disabled() && !one.merged()).isPresent();
    }

    private Uni<Void> given(SqlConnection tx, Found found, Role role, String reason, Origin origin) {
        GrantRequest request = new GrantRequest(found.id(), role, found.centre(), null, reason, true);
        return Holdings.give(tx, request, null)
                .chain(() -> audit.append(
                        tx,
                        event(origin, "grant.give", found, reason).changing(GrantService.changes(role, null, false))));
    }

    private Uni<Appointment> issued(SqlConnection tx, Found found, OneTime password) {
        return passwords.issue(tx, found.id(), password, null).replaceWith(new Appointment.Done(password.password()));
    }

    private static AuditEvent event(Origin origin, String action, Found found, String reason) {
        return AuditEvent.of(origin, action, Subject.cadre(found.id()), found.centre())
                .because(reason);
    }

    private Tuple key(String idNumber) {
        return Tuple.of(Buffer.buffer(index.of("id-number", idNumber)));
    }

    private static Uni<Appointment> answer(Appointment appointment) {
        return Uni.createFrom().item(appointment);
    }
}
