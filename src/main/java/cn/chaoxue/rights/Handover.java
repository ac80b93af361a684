package cn.chaoxue.rights;

import cn.chaoxue.identity.AccountKeeping;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Whoever has a password or a second factor of somebody made anew can become them. The account of who sees in clear
/// (A1.9) is therefore in the hands of who does so too, and for as long: for others it would be the way around being
/// given that right. And no right goes to an account that began with what its record says, or with a password from
/// somebody who holds less: whoever is in it need not be its owner.
final class Handover {

    /// Whether one of them holds one of these roles at a unit or above, until a day at least.
    private static final String CARRIES = """
            select g.id from staff_grant g join unit o on o.id = g.unit_id join unit u on u.id = $2
            where g.account_id = any($1) and g.over_at is null and (g.ends_at is null or g.ends_at > now())
                and coalesce(g.ends_at, 'infinity'::timestamptz) >= coalesce($3, 'infinity'::timestamptz)
                and g.role = any($4) and starts_with(u.path, o.path)
            """;

    private Handover() {}

    /// Why `caller` does not get the account into their hands; empty when they may.
    static Uni<Optional<GrantOutcome>> objection(SqlConnection tx, Caller caller, AccountKeeping.Standing standing) {
        return standing.unmasks()
                ? Holdings.unmasks(tx, caller, standing.unmasksUntil())
                        .map(lasts -> unless(lasts.orElse(false), new GrantOutcome.SeesMore()))
                : Uni.createFrom().item(Optional.empty());
    }

    /// Why the right does not go with the password there is. It does where whoever handed out the one-time password it
    /// began with holds as much, or the account itself: then nobody in it gains anything. That the password
    /// was changed since does not tell by whom.
    static Uni<Optional<GrantOutcome>> objection(
            SqlConnection tx, AccountKeeping.Standing standing, GrantRequest request) {
        Long[] carriers = Stream.of(standing.handedBy(), request.cadreId())
                .filter(Objects::nonNull)
                .toArray(Long[]::new);
        return carries(tx, carriers, request).map(carries -> unless(carries, new GrantOutcome.Unbegun()));
    }

    private static Uni<Boolean> carries(SqlConnection tx, Long[] carriers, GrantRequest request) {
        String[] roles = request.role() == Role.UNMASK ? new String[] {Role.Names.UNMASK} : Holdings.ADMINISTRATORS;
        Tuple arguments = Tuple.of(carriers, request.unitId(), Holdings.time(request.endsAt()), roles);
        return Database.rows(tx, CARRIES, arguments, row -> row.getLong("id")).map(found -> !found.isEmpty());
    }

    private static Optional<GrantOutcome> unless(boolean right, GrantOutcome refusal) {
        return right ? Optional.empty() : Optional.of(refusal);
    }
}
