package cn.chaoxue.rights;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.Unit;
import cn.chaoxue.org.UnitLevel;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads and writes rights.
@Singleton
class Holdings {

    private static final String BENEATH = Holding.SELECT + """
             and u.path >= $1 and u.path < rtrim($1, '/') || '0' and g.id > $2 order by g.id limit $3
            """;
    private static final String OVER = Holding.SELECT + " and u.id = any($1) and g.id > $2 order by g.id limit $3";
    private static final String ONE = Holding.SELECT + " and g.id = $1";
    private static final String LOCK = """
            select g.id, g.account_id, g.role, g.unit_id from staff_grant g join unit u on u.id = g.unit_id
            where g.id = $1 and g.over_at is null and u.path >= $2 and u.path < rtrim($2, '/') || '0' for update of g
            """;
    private static final String HELD = """
            select id from staff_grant where account_id = $1 and role = $2 and unit_id = $3 and over_at is null
                and (ends_at is null or ends_at > now())
            """;
    private static final String KEEPING = """
            select g.id from staff_grant g join unit o on o.id = g.unit_id join unit u on u.id = $2
            where g.account_id = $1 and g.over_at is null and (g.ends_at is null or g.ends_at > now())
                and g.role in ('centre-admin', 'province-admin', 'city-admin', 'database-admin')
                and starts_with(o.path, u.path)
            """;
    static final String[] ADMINISTRATORS = {"centre-admin", "province-admin", "city-admin"};
    /// The right somebody acts by; the one that lasts longest. Shared with others who act by it, not with who takes it
    /// away: one of the two waits, and sees what the other did. Names the table of units, so that it is waited for
    /// before any row is held: whoever changes the tree holds it.
    private static final String OWN = """
            select coalesce(g.ends_at, 'infinity'::timestamptz) >= coalesce($3, 'infinity'::timestamptz) as lasts
            from staff_grant g join unit o on o.id = g.unit_id
            where g.account_id = $1 and g.unit_id = any($2) and g.over_at is null
                and (g.ends_at is null or g.ends_at > now()) and g.role = any($4)
            order by g.ends_at desc nulls first limit 1 for share of g
            """;
    private static final String GIVE = """
            insert into staff_grant (account_id, role, unit_id, given_by, reason, ends_at)
            values ($1, $2, $3, $4, $5, $6) returning id
            """;
    private static final String KEEP_UNIT = """
            select id, name, short_name, level, code, path, closed_on from unit where id = $1 for share
            """;
    private static final String TAKE = "update staff_grant set over_at = now(), over_by = $2 where id = $1";

    private final Database database;

    Holdings(Database database) {
        this.database = database;
    }

    /// A right as who withdraws it needs to know it.
    record Given(long id, long accountId, Role role, long unitId) {

        static Given of(Row row) {
            return new Given(
                    row.getLong("id"),
                    row.getLong("account_id"),
                    Role.of(row.getString("role")),
                    row.getLong("unit_id"));
        }
    }

    /// Rights at units beneath `unitPath`, itself included.
    Uni<List<Holding>> beneath(String unitPath, long after, int limit) {
        return database.query(BENEATH, Tuple.of(unitPath, after, limit), Holding::of);
    }

    /// Rights over `unit`: held there, or at a unit above.
    Uni<List<Holding>> over(Unit unit, long after, int limit) {
        Long[] lineage = unit.lineage().toArray(Long[]::new);
        return database.query(OVER, Tuple.of(lineage, after, limit), Holding::of);
    }

    Uni<Holding> one(long id) {
        return database.query(ONE, Tuple.of(id), Holding::of).map(List::getFirst);
    }

    /// A right at a unit beneath `unitPath`, locked.
    static Uni<Optional<Given>> lock(SqlConnection tx, long id, String unitPath) {
        return Database.rows(tx, LOCK, Tuple.of(id, unitPath), Given::of)
                .map(rows -> rows.stream().findFirst());
    }

    static Uni<Boolean> held(SqlConnection tx, GrantRequest request) {
        return Database.rows(
                        tx,
                        HELD,
                        Tuple.of(request.cadreId(), request.role().wireName(), request.unitId()),
                        row -> row.getLong("id"))
                .map(found -> !found.isEmpty());
    }

    /// Whether the cadre keeps records at the unit of the request or below: what is seen in clear is seen there.
    static Uni<Boolean> keepsRecords(SqlConnection tx, GrantRequest request) {
        return Database.rows(tx, KEEPING, Tuple.of(request.cadreId(), request.unitId()), row -> row.getLong("id"))
                .map(found -> !found.isEmpty());
    }

    /// Whether `giver` administers the own unit until `endsAt` at least; empty when not even now.
    static Uni<Optional<Boolean>> lasts(SqlConnection tx, Caller giver, @Nullable Instant endsAt) {
        return own(tx, giver, new Long[] {giver.unit().id()}, ADMINISTRATORS, endsAt);
    }

    /// The same for seeing in clear, which counts beneath the unit it is held at.
    static Uni<Optional<Boolean>> unmasks(SqlConnection tx, Caller giver, @Nullable Instant endsAt) {
        Long[] lineage = Unit.lineage(giver.unit().path()).toArray(Long[]::new);
        return own(tx, giver, lineage, new String[] {Role.Names.UNMASK}, endsAt);
    }

    private static Uni<Optional<Boolean>> own(
            SqlConnection tx, Caller giver, Long[] units, String[] roles, @Nullable Instant endsAt) {
        return Database.rows(tx, OWN, Tuple.of(giver.id(), units, time(endsAt), roles), row -> row.getBoolean("lasts"))
                .map(rows -> rows.stream().findFirst());
    }

    /// Whether the caller is an administrator of the own unit still, and stays one until the transaction ends: a token
    /// outlives its right by seconds.
    static Uni<Boolean> administers(SqlConnection tx, Caller caller) {
        return lasts(tx, caller, null).map(Optional::isPresent);
    }

    /// The unit as it is and stays until the transaction ends; whether it has children is not looked at.
    static Uni<Optional<Unit>> keepUnit(SqlConnection tx, long id) {
        return Database.rows(tx, KEEP_UNIT, Tuple.of(id), Holdings::unit)
                .map(rows -> rows.stream().findFirst());
    }

    private static Unit unit(Row row) {
        return new Unit(
                row.getLong("id"),
                row.getString("name"),
                row.getString("short_name"),
                UnitLevel.valueOf(row.getString("level")),
                row.getString("code"),
                row.getString("path"),
                false,
                row.getLocalDate("closed_on"));
    }

    /// `giver` is null for who acts at the machine.
    static Uni<Long> give(SqlConnection tx, GrantRequest request, @Nullable Long giver) {
        Tuple arguments = Tuple.wrap(Arrays.<Object>asList(
                request.cadreId(),
                request.role().wireName(),
                request.unitId(),
                giver,
                request.reason().strip(),
                time(request.endsAt())));
        return Database.rows(tx, GIVE, arguments, row -> row.getLong("id")).map(List::getFirst);
    }

    static Uni<Void> take(SqlConnection tx, long id, long by) {
        return Database.rows(tx, TAKE, Tuple.of(id, by), _ -> true).replaceWithVoid();
    }

    static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
