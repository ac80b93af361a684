package cn.chaoxue.identity;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An account as stored, with what it may do where it acts. Of personal data it holds the name it greets by.
///
/// @param unit where it acts: the unit its rights are held at, else its own
/// @param home its own unit
/// @param rights what is in effect at `unit`; empty for who answers for nobody. Seeing in clear (A1.9) counts at units
///     beneath the one it is held at as well: it adds to rights held there
/// @param rightsUntil when the first of them ends by itself
/// @param enrolled whether it has a second factor
record Account(
        long id,
        String name,
        Caller.CallerUnit unit,
        Caller.CallerUnit home,
        boolean learner,
        Set<Role> rights,
        @Nullable Instant rightsUntil,
        boolean enrolled,
        Status status,
        @Nullable String passwordHash,
        byte @Nullable [] initialIndex,
        boolean mustChange,
        int tokenVersion) {

    enum Status {
        PENDING,
        ACTIVE,
        DISABLED
    }

    static final String COLUMNS = """
            a.id, a.display_name, 'learner' = any (a.roles) as learner, a.status, a.password_hash, a.initial_index,
            a.must_change, a.token_version, f.secret is not null as enrolled, r.rights, r.rights_until,
            u.id as unit_id, u.name as unit_name, u.path as unit_path,
            h.id as home_id, h.name as home_name, h.path as home_path
            """;

    /// What [#COLUMNS] reads for an account `a` that acts at the unit `acting` (an expression): where it holds nothing
    /// there, at the highest unit it holds something at; where it holds only what adds to others, last of all.
    static String joins(String acting) {
        return """
             join unit h on h.id = a.unit_id
            left join second_factor f on f.account_id = a.id
            left join lateral (
                with held as (
                    select g.role, g.ends_at, o.id, o.path from staff_grant g join unit o on o.id = g.unit_id
                    where g.account_id = a.id and g.over_at is null and (g.ends_at is null or g.ends_at > now())
                )
                select place.id as unit_id, array_agg(h.role) as rights, min(h.ends_at) as rights_until
                from (select distinct id, path from held) place
                    join held h on h.id = place.id or (h.role = 'unmask' and starts_with(place.path, h.path))
                group by place.id, place.path
                order by bool_and(h.role = 'unmask'), (place.id = %s) desc nulls last, length(place.path), place.id
                limit 1
            ) r on true
            join unit u on u.id = coalesce(r.unit_id, a.unit_id)
            """.formatted(acting);
    }

    static Account of(Row row) {
        return new Account(
                row.getLong("id"),
                row.getString("display_name"),
                unit(row, "unit"),
                unit(row, "home"),
                row.getBoolean("learner"),
                rights(row.getArrayOfStrings("rights")),
                row.getOffsetDateTime("rights_until") == null
                        ? null
                        : row.getOffsetDateTime("rights_until").toInstant(),
                row.getBoolean("enrolled"),
                Status.valueOf(row.getString("status")),
                row.getString("password_hash"),
                row.getBuffer("initial_index") == null
                        ? null
                        : row.getBuffer("initial_index").getBytes(),
                row.getBoolean("must_change"),
                row.getInteger("token_version"));
    }

    /// Whether it answers for others than its owner.
    boolean staff() {
        return !rights.isEmpty();
    }

    /// With everything it may do.
    Caller inFull() {
        Set<Role> all = new HashSet<>(rights);
        all.addAll(asLearner().roles());
        return new Caller(id, all, unit);
    }

    /// As who answers for nobody.
    Caller asLearner() {
        return new Caller(id, learner ? Set.of(Role.LEARNER) : Set.of(), home);
    }

    /// As who can do this one thing.
    Caller only(Role role) {
        return new Caller(id, Set.of(role), unit);
    }

    /// Names nobody and opens nothing: accounts end up in failures.
    @Override
    public String toString() {
        return "Account[" + id + "]";
    }

    private static Caller.CallerUnit unit(Row row, String which) {
        return new Caller.CallerUnit(
                row.getLong(which + "_id"), row.getString(which + "_name"), row.getString(which + "_path"));
    }

    private static Set<Role> rights(String @Nullable [] names) {
        return names == null ? Set.of() : Arrays.stream(names).map(Role::of).collect(Collectors.toSet());
    }
}
