package cn.chaoxue.cadre;

import cn.chaoxue.platform.crypto.FieldCipher;
import cn.chaoxue.platform.crypto.SealedTable;
import cn.chaoxue.platform.sql.Database;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps proposals, sealed for the row of the person they are about.
@Singleton
class Amendments {

    private static final String FIELD = "amendment";
    private static final int BATCH = 500;
    /// Handed in again, the newer replaces the older. By the clock, since the transaction began before it waited for
    /// the account; and never at the moment of the one it replaces, which names that in a decision.
    private static final String SUBMIT = """
            insert into amendment as m (cadre_id, state, proposed, submitted_at)
            values ($1, 'WAITING', $2, clock_timestamp())
            on conflict (cadre_id) where state = 'WAITING'
            do update set proposed = excluded.proposed,
                submitted_at = greatest(clock_timestamp(), m.submitted_at + interval '1 microsecond')
            """;
    private static final String SELECT = "select " + CadreWriting.COLUMNS + """
            , m.id as amendment_id, m.submitted_at, m.proposed, u.name as unit_name, u.path as unit_path
            """;
    private static final String JOINS = " join cadre c on c.id = m.cadre_id join unit u on u.id = c.unit_id ";
    private static final String WAITING = " from amendment m" + JOINS + """
            where m.state = 'WAITING' and u.path >= $1 and u.path < rtrim($1, '/') || '0'
            """;
    /// Which are on the page, of a part of the tree gathered as [CadreSearch] gathers people; then what stands on it.
    private static final String QUEUE = Database.PLANNED_ANEW + SELECT + " from (select m.id" + WAITING
            + " and m.id > $2 and ($4::timestamptz is null or m.submitted_at <= $4) order by %s limit $3) found"
            + " join amendment m on m.id = found.id" + JOINS + "order by m.id";
    private static final String QUEUE_OF_ALL = QUEUE.formatted("m.id");
    private static final String QUEUE_OF_PART = QUEUE.formatted("m.id + 0");
    private static final String COUNT = Database.PLANNED_ANEW + "select count(*) as waiting, now() as at" + WAITING
            + " and m.submitted_at <= now()";
    private static final String ONE = SELECT + WAITING + " and m.id = $2 for update of m, c";
    /// After the table of units, as everywhere.
    private static final String ACCOUNT = """
            select a.id from account a join unit u on u.id = a.unit_id join amendment m on m.cadre_id = a.id
            where m.id = $1 and m.state = 'WAITING' for no key update of a
            """;
    private static final String DECIDE = """
            update amendment set state = $2, proposed = null, decided_at = now(), decided_by = $3, reason = $4 where id = $1
            """;
    private static final String LATEST =
            "select state, reason from amendment where cadre_id = $1 order by id desc limit 1";

    private final Database database;
    private final FieldCipher cipher;
    private final CadreWriting writing;
    private final ObjectMapper json;

    Amendments(Database database, FieldCipher cipher, CadreWriting writing, ObjectMapper json) {
        this.database = database;
        this.cipher = cipher;
        this.writing = writing;
        this.json = json;
    }

    /// Only those that wait hold anything, one a person.
    @Produces
    @Singleton
    static SealedTable sealedTable() {
        String match = "t.cadre_id = n.row_id and t.state = 'WAITING'";
        return SealedTable.computed("amendment", "cadre_id", match, BATCH, Map.of("proposed", FIELD));
    }

    /// How a person's last proposal stands.
    record Latest(State state, @Nullable String reason) {}

    enum State {
        WAITING,
        APPROVED,
        REJECTED
    }

    Uni<Optional<Latest>> latest(long cadreId) {
        return database.query(LATEST, Tuple.of(cadreId), Amendments::latestOf)
                .map(rows -> rows.stream().findFirst());
    }

    static Uni<Boolean> waits(SqlConnection tx, long cadreId) {
        return Database.rows(tx, LATEST, Tuple.of(cadreId), Amendments::latestOf)
                .map(rows -> rows.stream().anyMatch(latest -> latest.state() == State.WAITING));
    }

    Uni<Void> submit(SqlConnection tx, long cadreId, AmendmentRequest wish) {
        Buffer sealed = Buffer.buffer(cipher.seal(FIELD, cadreId, written(wish)));
        return Database.rows(tx, SUBMIT, Tuple.of(cadreId, sealed), _ -> true).replaceWithVoid();
    }

    /// How many waited, and when. What is handed in from then on is later than `at`; what was being handed in just
    /// then, and was not yet there to be counted, may be earlier, and wait in the queue by that moment besides.
    record Tally(long waiting, Instant at) {}

    /// Those beneath `unitPath` that wait, by id; none handed in after `until`, where that is given.
    Uni<List<Amendment>> queue(String unitPath, long after, int limit, @Nullable OffsetDateTime until) {
        String sql = CadreQuery.wholeTree(unitPath) ? QUEUE_OF_ALL : QUEUE_OF_PART;
        return database.query(sql, Tuple.of(unitPath, after, limit, until), this::amendment);
    }

    /// How many wait beneath `unitPath` now. It meets each of them: of the whole tree it takes longer than a page.
    Uni<Tally> tally(String unitPath) {
        return database.query(
                        COUNT,
                        Tuple.of(unitPath),
                        row -> new Tally(
                                row.getLong("waiting"),
                                row.getOffsetDateTime("at").toInstant()))
                .map(List::getFirst);
    }

    /// One that waits beneath `unitPath`, locked with its record and the account.
    Uni<Optional<Amendment>> lock(SqlConnection tx, long id, String unitPath) {
        return Database.rows(tx, ACCOUNT, Tuple.of(id), _ -> true)
                .chain(() -> Database.rows(tx, ONE, Tuple.of(unitPath, id), this::amendment))
                .map(rows -> rows.stream().findFirst());
    }

    static Uni<Void> decide(SqlConnection tx, long id, State state, long by, @Nullable String reason) {
        return Database.rows(tx, DECIDE, Tuple.of(id, state.name(), by, reason), _ -> true)
                .replaceWithVoid();
    }

    private static Latest latestOf(Row row) {
        return new Latest(State.valueOf(row.getString("state")), row.getString("reason"));
    }

    private Amendment amendment(Row row) {
        StoredCadre stored = writing.stored(row);
        byte[] proposed = Database.someBytes(row, "proposed").getBytes();
        return new Amendment(
                row.getLong("amendment_id"),
                row.getOffsetDateTime("submitted_at").toInstant(),
                stored,
                row.getString("unit_name"),
                row.getString("unit_path"),
                read(cipher.open(FIELD, stored.id(), proposed)));
    }

    private String written(AmendmentRequest wish) {
        try {
            return json.writeValueAsString(wish);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a proposal", e);
        }
    }

    private AmendmentRequest read(String text) {
        try {
            return json.readValue(text, AmendmentRequest.class);
        } catch (JsonProcessingException _) {
            // The cause would quote what it could not read.
            throw new IllegalStateException("cannot read a proposal");
        }
    }
}
