package cn.chaoxue.exam;

import cn.chaoxue.exam.Verdicts.Rejected;
import cn.chaoxue.platform.redis.Shard;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Submissions no retry could save, kept whole with the reason until a person has removed the cause.
@ApplicationScoped
class DeadLetters {

    static final String SOURCE = "exam-submission";

    private static final int LONGEST_REASON = 500;

    private static final String INSERT = """
            insert into dead_letter (source, entry_id, payload, reason)
            select $1, g.entry_id, g.payload::jsonb, g.reason
              from unnest($2::text[], $3::text[], $4::text[]) as g(entry_id, payload, reason)
             order by g.entry_id
            on conflict (source, entry_id) do nothing
            """;

    private static final String WAITING = """
            select id, entry_id, payload, reason, created_at
              from dead_letter
             where source = $1 and redriven_at is null and id > $2
             order by id
             limit $3
            """;

    private static final String COUNT = "select count(*) from dead_letter where source = $1 and redriven_at is null";
    private static final String DONE =
            "update dead_letter set redriven_at = now() where id = $1 and redriven_at is null";
    private static final String AGAIN = "update dead_letter set reason = $2 where id = $1";

    private final Database database;

    DeadLetters(Database database) {
        this.database = database;
    }

    /// A dead letter still waiting.
    record Letter(long id, String reason, Instant createdAt, Entry entry) {}

    /// Keeps rejected entries in the transaction that would have persisted them.
    Uni<Void> keep(SqlConnection tx, List<Rejected> rejected) {
        if (rejected.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple letters = Tuple.of(
                SOURCE,
                rejected.stream().map(r -> r.entry().name()).toArray(String[]::new),
                rejected.stream().map(r -> payload(r.entry())).toArray(String[]::new),
                rejected.stream().map(r -> shortened(r.reason())).toArray(String[]::new));
        return tx.preparedQuery(INSERT).execute(letters).replaceWithVoid();
    }

    /// Letters still waiting, oldest first, from after the given id.
    Uni<List<Letter>> waiting(long after, int limit) {
        return database.query(WAITING, Tuple.of(SOURCE, after, limit), DeadLetters::letter);
    }

    /// How many wait.
    Uni<Long> count() {
        return database.query(COUNT, Tuple.of(SOURCE), row -> row.getLong(0)).map(List::getFirst);
    }

    /// Marks a letter as done, in the transaction that persisted it.
    Uni<Void> done(SqlConnection tx, Letter letter) {
        return tx.preparedQuery(DONE).execute(Tuple.of(letter.id())).replaceWithVoid();
    }

    /// Notes why a letter could not be saved this time either.
    Uni<Void> again(Letter letter, String reason) {
        return database.query(AGAIN, Tuple.of(letter.id(), shortened(reason)), row -> row)
                .replaceWithVoid();
    }

    private static String payload(Entry entry) {
        JsonObject json = new JsonObject();
        entry.fields().forEach((name, value) -> json.put(storable(name), storable(value)));
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
        String[] name = row.getString("entry_id").split(" ", 2);
        Map<String, String> fields = ((JsonObject) row.getValue("payload"))
                .stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, e -> e.getValue().toString()));
        return new Letter(
                row.getLong("id"),
                row.getString("reason"),
                row.getOffsetDateTime("created_at").toInstant(),
                new Entry(shard(name[0]), name[1], fields));
    }

    private static Shard shard(String streamKey) {
        return Shard.all().stream()
                .filter(shard -> SubmissionStream.key(shard).equals(streamKey))
                .findFirst()
                .orElseThrow();
    }
}
