package cn.chaoxue.cadre;

import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.problem.Problem;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A person claimed by one unit and recorded in another.
/// @param closed the claiming unit is open no more
/// @param heldIn the province-level unit that held the person when the case was opened, by the name it has now, or the
/// one it went into since; the centre's where there was none
record Conflict(
        long id,
        State state,
        long cadreId,
        String name,
        boolean staff,
        boolean retired,
        UnitRef claimed,
        boolean closed,
        UnitRef holder,
        String heldIn,
        Instant openedAt,
        @Nullable String reason,
        @Nullable Long otherId) {

    enum State {
        OPEN,
        /// The person belongs to the unit that claimed it now.
        TRANSFERRED,
        /// Both records were the same person's, and are one now.
        MERGED,
        REJECTED
    }

    /// Whether the account is one of the two people's.
    boolean concerns(long account) {
        return cadreId == account || otherId != null && otherId == account;
    }

    /// Whether the person belongs to the claiming unit by now.
    boolean arrived() {
        return holder.id() == claimed.id();
    }

    /// Whether whoever answers for `unitPath` answers for the unit that holds the person.
    boolean heldBeneath(String unitPath) {
        return holder.path().startsWith(unitPath);
    }

    /// What who answers for `unitPath`, and so for the claiming unit, is told with the refusal.
    Problem.Claim told(String unitPath) {
        return heldBeneath(unitPath) ? new Problem.Claim(id, holder.name(), null) : new Problem.Claim(id, null, heldIn);
    }

    static final String COLUMNS = """
            k.id, k.state, k.cadre_id, c.name, exists (
                    select from staff_grant g
                    where g.account_id = a.id and g.over_at is null and (g.ends_at is null or g.ends_at > now())) as staff,
            c.retired_on is not null as retired, k.opened_at, k.reason, k.other_id,
            w.id as claimed_id, w.name as claimed_name, w.path as claimed_path, w.closed_on is not null as closed,
            h.id as holder_id, h.name as holder_name, h.path as holder_path,
            coalesce(
                (select p.name from unit p where p.level = 'PROVINCE' and p.id = nullif(split_part(g.path, '/', 3), '')::bigint),
                (select o.name from unit o where o.id = split_part(g.path, '/', 2)::bigint)) as held_in
            from id_conflict k
            join unit w on w.id = k.claimed_unit
            join cadre c on c.id = k.cadre_id
            join account a on a.id = k.cadre_id
            join unit h on h.id = c.unit_id
            join unit g on g.id = k.held_in
            """;

    static Conflict of(Row row) {
        return new Conflict(
                row.getLong("id"),
                State.valueOf(row.getString("state")),
                row.getLong("cadre_id"),
                row.getString("name"),
                row.getBoolean("staff"),
                row.getBoolean("retired"),
                new UnitRef(row.getLong("claimed_id"), row.getString("claimed_name"), row.getString("claimed_path")),
                row.getBoolean("closed"),
                new UnitRef(row.getLong("holder_id"), row.getString("holder_name"), row.getString("holder_path")),
                row.getString("held_in"),
                row.getOffsetDateTime("opened_at").toInstant(),
                row.getString("reason"),
                row.getLong("other_id"));
    }
}
