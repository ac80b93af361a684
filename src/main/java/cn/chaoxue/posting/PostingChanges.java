package cn.chaoxue.posting;

import cn.chaoxue.identity.AccountKeeping;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps changes. One waits per person at most. Whoever wants one that waits holds the account of its person first: who
/// holds an account may settle what waits with it, or propose, and nobody waits in a circle.
@Singleton
class PostingChanges {

    private static final String INSERT = """
            insert into posting_change (cadre_id, kind, state, from_unit, to_unit, post, effective_on, until_on, posting_id,
                reason, proposed_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            on conflict (cadre_id) where state in ('PROPOSED', 'ACCEPTED') do nothing
            returning id
            """;
    private static final String FIND = PostingChange.SELECT + " where h.id = $1";
    /// None that has come to another person meanwhile.
    private static final String LOCK = FIND + " and h.cadre_id = $2 for update of h";
    /// Others may be carrying out the rest. Not by the row: that comes after the account.
    private static final String DUE = """
            select d.id from (
                select h.id from posting_change h
                where h.state = 'ACCEPTED' and h.effective_on <= $1 and h.id > $2 order by h.id offset 0
            ) d where pg_try_advisory_xact_lock(hashtextextended('chaoxue.posting.due', d.id)) limit 1
            """;
    private static final String SETTLE = """
            update posting_change set state = $2, decided_by = coalesce($3, decided_by), answer = coalesce($4, answer),
                decided_at = case when $3::bigint is null then decided_at else now() end
            where id = $1
            """;
    private static final String PAGE = PostingChange.SELECT + """
             where (f.path >= $1 and f.path < rtrim($1, '/') || '0' or t.path >= $1 and t.path < rtrim($1, '/') || '0')
                and h.id < $2 and ($3::text is null or h.state = $3) and ($4::bigint is null or h.cadre_id = $4)
             order by h.id desc limit $5
            """;

    private final Database database;

    PostingChanges(Database database) {
        this.database = database;
    }

    /// A new change in this state; empty when another waits for the person.
    static Uni<Optional<Long>> insert(SqlConnection tx, Posted person, Wish wish, PostingState state, long by) {
        PostingRequest request = wish.request();
        Tuple arguments = Tuple.wrap(Arrays.<Object>asList(
                person.id(),
                request.kind().name(),
                state.name(),
                person.unit().id(),
                wish.to() == null ? null : wish.to().id(),
                request.post() == null ? null : request.post().strip(),
                request.effectiveOn(),
                request.until(),
                request.postingId(),
                request.reason().strip(),
                by));
        return Database.rows(tx, INSERT, arguments, row -> row.getLong("id"))
                .map(ids -> ids.stream().findFirst());
    }

    /// As it is now; it may be another the next moment.
    static Uni<Optional<PostingChange>> find(SqlConnection tx, long id) {
        return Database.rows(tx, FIND, Tuple.of(id), PostingChange::of)
                .map(found -> found.stream().findFirst());
    }

    /// The account of its person, then the change. Where two records have become one meanwhile, that is another: whose
    /// change it is does not alter once that account is held.
    static Uni<Optional<PostingChange>> lock(SqlConnection tx, long id) {
        return find(tx, id)
                .chain(found -> found.map(change -> lock(tx, change))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private static Uni<Optional<PostingChange>> lock(SqlConnection tx, PostingChange change) {
        long person = change.cadreId();
        return AccountKeeping.lock(tx, person)
                .chain(() -> Database.rows(tx, LOCK, Tuple.of(change.id(), person), PostingChange::of))
                .chain(found -> found.isEmpty()
                        ? lock(tx, change.id())
                        : Uni.createFrom().item(Optional.of(found.getFirst())));
    }

    /// The next one above `after` whose day has come and that no other worker has taken on; it is not locked.
    static Uni<Optional<Long>> due(SqlConnection tx, LocalDate today, long after) {
        return Database.rows(tx, DUE, Tuple.of(today, after), row -> row.getLong("id"))
                .map(found -> found.stream().findFirst());
    }

    static Uni<Void> settle(SqlConnection tx, long id, PostingState state, @Nullable Long by, @Nullable String answer) {
        return Database.rows(tx, SETTLE, Tuple.of(id, state.name(), by, answer), _ -> true)
                .replaceWithVoid();
    }

    /// Marks one that cannot be carried out, with what stands in the way; empty when it was settled meanwhile.
    static Uni<Optional<PostingChange>> fail(SqlConnection tx, long id, String reason) {
        return lock(tx, id)
                .map(found -> found.filter(change -> change.state() == PostingState.ACCEPTED))
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(found)
                        : settle(tx, id, PostingState.FAILED, null, reason).chain(() -> find(tx, id)));
    }

    /// One that is known to be there.
    Uni<PostingChange> one(long id) {
        return database.query(FIND, Tuple.of(id), PostingChange::of).map(List::getFirst);
    }

    /// Changes out of or into the subtree, newest first.
    Uni<List<PostingChange>> page(
            String unitPath, long before, @Nullable PostingState state, @Nullable Long cadreId, int limit) {
        Tuple arguments = Tuple.of(unitPath, before, state == null ? null : state.name(), cadreId, limit);
        return database.query(PAGE, arguments, PostingChange::of);
    }
}
