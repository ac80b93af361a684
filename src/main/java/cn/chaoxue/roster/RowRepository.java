package cn.chaoxue.roster;

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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Staged rows: cells sealed for exactly their row, verdicts in the open.
@Singleton
class RowRepository {

    private static final String FIELD = "roster-row";
    private static final String INSERT = """
            insert into roster_row (id, import_id, cells, id_index, outcome, notes)
            select n.id, $1, n.cells, n.id_index, n.outcome, n.notes
            from unnest($2::bigint[], $3::bytea[], $4::bytea[], $5::text[], $6::text[])
                as n(id, cells, id_index, outcome, notes)
            """;
    private static final String JUDGED = """
            update roster_row r set outcome = n.outcome, notes = n.notes
            from unnest($1::bigint[], $2::text[], $3::text[]) as n(id, outcome, notes)
            where r.id = n.id and (r.outcome, r.notes) is distinct from (n.outcome, n.notes)
            """;
    private static final String FIRST = """
            select id_index, min(id) as id from roster_row where import_id = $1 and id_index = any($2) group by id_index
            """;
    private static final String PAGE = """
            select id, cells, outcome, notes from roster_row
            where import_id = $1 and id > $2 and id < ($1 + 1) << 20 and outcome = any($3)
            order by id limit $4
            """;

    private final FieldCipher cipher;
    private final ObjectMapper json;
    private final Database database;

    RowRepository(FieldCipher cipher, ObjectMapper json, Database database) {
        this.cipher = cipher;
        this.json = json;
        this.database = database;
    }

    @Produces
    @Singleton
    static SealedTable sealedTable() {
        return SealedTable.of("roster_row", "id", Map.of("cells", FIELD));
    }

    /// A row as it is stored; opened by [#line].
    record StagedRow(long id, Buffer cells, Outcome outcome, String notes) {}

    /// Seals verdicts for their rows. Takes its time: not for the event loop.
    Tuple sealed(long importId, List<Verdict> verdicts) {
        Long[] ids = ids(importId, verdicts);
        Buffer[] cells = new Buffer[ids.length];
        for (int i = 0; i < ids.length; i++) {
            cells[i] = Buffer.buffer(
                    cipher.seal(FIELD, ids[i], written(verdicts.get(i).line().cells())));
        }
        return Tuple.wrap(Arrays.<Object>asList(
                importId,
                ids,
                cells,
                verdicts.stream().map(Verdict::person).toArray(Buffer[]::new),
                outcomes(verdicts),
                notes(verdicts)));
    }

    Uni<Void> insert(SqlConnection tx, Tuple sealed) {
        return Database.rows(tx, INSERT, sealed, _ -> true).replaceWithVoid();
    }

    /// Notes what became of rows where it is not what was foreseen.
    Uni<Void> judged(SqlConnection tx, long importId, List<Verdict> verdicts) {
        Tuple arguments = Tuple.of(ids(importId, verdicts), outcomes(verdicts), notes(verdicts));
        return Database.rows(tx, JUDGED, arguments, _ -> true).replaceWithVoid();
    }

    /// The lines that already are about these people.
    static Uni<Map<Buffer, Integer>> first(SqlConnection tx, long importId, List<Buffer> people) {
        Map<Buffer, Integer> first = new HashMap<>();
        return Database.rows(tx, FIRST, Tuple.of(importId, people.toArray(Buffer[]::new)), row -> {
                    first.put(Database.someBytes(row, "id_index"), Import.lineOf(row.getLong("id")));
                    return true;
                })
                .replaceWith(first);
    }

    static Uni<List<StagedRow>> some(SqlConnection tx, long importId, long after, List<Outcome> outcomes, int limit) {
        return Database.rows(tx, PAGE, page(importId, after, outcomes, limit), RowRepository::row);
    }

    Uni<List<StagedRow>> some(long importId, long after, List<Outcome> outcomes, int limit) {
        return database.query(PAGE, page(importId, after, outcomes, limit), RowRepository::row);
    }

    static Uni<Void> forget(SqlConnection tx, long importId) {
        return Database.rows(tx, "delete from roster_row where import_id = $1", Tuple.of(importId), _ -> true)
                .replaceWithVoid();
    }

    Line line(StagedRow row) {
        return new Line(
                Import.lineOf(row.id()),
                read(cipher.open(FIELD, row.id(), row.cells().getBytes()), String[].class));
    }

    List<Note> notes(StagedRow row) {
        return List.of(read(row.notes(), Note[].class));
    }

    private static Tuple page(long importId, long after, List<Outcome> outcomes, int limit) {
        return Tuple.of(importId, after, outcomes.stream().map(Outcome::name).toArray(String[]::new), limit);
    }

    private static StagedRow row(Row row) {
        return new StagedRow(
                row.getLong("id"),
                Database.someBytes(row, "cells"),
                Outcome.valueOf(row.getString("outcome")),
                row.getString("notes"));
    }

    private static Long[] ids(long importId, List<Verdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> Import.rowId(importId, verdict.line().number()))
                .toArray(Long[]::new);
    }

    private static String[] outcomes(List<Verdict> verdicts) {
        return verdicts.stream().map(verdict -> verdict.outcome().name()).toArray(String[]::new);
    }

    private String[] notes(List<Verdict> verdicts) {
        return verdicts.stream().map(verdict -> written(verdict.notes())).toArray(String[]::new);
    }

    private String written(@Nullable Object value) {
        try {
            return json.writeValueAsString(Objects.requireNonNull(value));
        } catch (JsonProcessingException _) {
            throw new IllegalStateException("cannot write a row");
        }
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException _) {
            // The cause would quote what it could not read.
            throw new IllegalStateException("cannot read a row");
        }
    }
}
