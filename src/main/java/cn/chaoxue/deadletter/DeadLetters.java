package cn.chaoxue.deadletter;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The table `dead_letter`.
@ApplicationScoped
public class DeadLetters {

    private static final int LONGEST_REASON = 500;

    private static final String INSERT = """
            insert into dead_letter (source, entry_id, payload, reason)
            select $1, g.entry_id, g.payload::jsonb, g.reason
              from unnest($2::text[], $3::text[], $4::text[]) as g(entry_id, payload, reason)
             order by g.entry_id
            on conflict (source, entry_id) do nothing
            returning id
            """;

    private static final String WAITING = """
            select id, source, entry_id, payload, reason, created_at
              from dead_letter
             where source = any($1) and redriven_at is null and id > $2
             order by id
             limit $3
            """;

    private static final String STANDING = """
            select source, count(*) as letters, extract(epoch from now() - min(created_at))::float8 as oldest
              from dead_letter
             where redriven_at is null
             group by source
            """;

    private static final String DONE =
            "update dead_letter set redriven_at = now() where id = $1 and redriven_at is null";
    private static final String AGAIN = "update dead_letter set reason = $2 where id = $1";

    private final Database database;

    DeadLetters(Database database) {
        this.database = database;
    }

    /// How many letters of a source wait, and since when the oldest does.
    record Standing(String source, long letters, Duration oldest) {}

    /// Keeps entries in the transaction that would have persisted them. Yields how many were not kept before.
    public Uni<Integer> keep(SqlConnection tx, String source, Collection<Burial> burials) {
        if (burials.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        Tuple letters = Tuple.of(
                source,
                burials.stream().map(Burial::entryId).toArray(String[]::new),
                burials.stream().map(DeadLetters::payload).toArray(String[]::new),
                burials.stream().map(burial -> shortened(burial.reason())).toArray(String[]::new));
        return tx.preparedQuery(INSERT).execute(letters).map(RowSet::rowCount);
    }

    /// Keeps one entry in a transaction of its own. Yields 1 where it was not kept before, else 0.
    public Uni<Integer> keep(String source, Burial burial) {
        return database.batch(tx -> keep(tx, source, List.of(burial)));
    }

    /// Marks a letter as done, in the transaction that persisted it. Yields whether nobody had done so before.
    public Uni<Boolean> done(SqlConnection tx, Letter letter) {
        return tx.preparedQuery(DONE).execute(Tuple.of(letter.id())).map(marked -> marked.rowCount() > 0);
    }

    /// Letters still waiting, oldest first, from after the given id.
    Uni<List<Letter>> waiting(Collection<String> sources, long after, int limit) {
        return database.query(WAITING, Tuple.of(sources.toArray(String[]::new), after, limit), DeadLetters::letter);
    }

    /// Sources with letters waiting.
    Uni<List<Standing>> standing() {
        return database.query(STANDING, Tuple.tuple(), DeadLetters::standing);
    }

    /// Notes why a letter could not be saved this time either.
    Uni<Void> again(Letter letter, String reason) {
        return database.query(AGAIN, Tuple.of(letter.id(), shortened(reason)), row -> row)
                .replaceWithVoid();
    }

    private static String payload(Burial burial) {
        JsonObject json = new JsonObject();
        burial.fields().forEach((name, value) -> json.put(storable(name), storable(value)));
        return json.encode();
    }

    private static String shortened(String reason) {
        return storable(reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON));
    }

    /// PostgreSQL stores any character but NUL.
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private static Letter letter(Row row) {
        Map<String, String> fields = row.getJsonObject("payload").stream()
                .collect(Collectors.toMap(Map.Entry::getKey, field -> String.valueOf(field.getValue())));
        return new Letter(
                row.getLong("id"),
                row.getString("source"),
                row.getString("entry_id"),
                fields,
                row.getString("reason"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static Standing standing(Row row) {
        return new Standing(row.getString("source"), row.getLong("letters"), Duration.ofMillis((long)
                (row.getDouble("oldest") * 1000)));
    }
}
