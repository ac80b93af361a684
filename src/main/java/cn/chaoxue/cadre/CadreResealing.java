package cn.chaoxue.cadre;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Seals one batch of records anew.
@Singleton
class CadreResealing implements SealedRows {

    private static final int BATCH = 500;
    private static final String TAKE = """
            select id, id_number, mobile, email, qq from cadre
            where get_byte(id_number, 0) <> $1 or get_byte(mobile, 0) <> $1
                or get_byte(email, 0) <> $1 or get_byte(qq, 0) <> $1
            limit $2 for update skip locked
            """;
    private static final String LEFT = """
            select count(*) as records from cadre
            where get_byte(id_number, 0) <> $1 or get_byte(mobile, 0) <> $1
                or get_byte(email, 0) <> $1 or get_byte(qq, 0) <> $1
            """;
    private static final String PUT = """
            update cadre c set id_number = n.id_number, mobile = n.mobile, email = n.email, qq = n.qq
            from unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::bytea[], $5::bytea[])
                as n(id, id_number, mobile, email, qq)
            where c.id = n.id
            """;

    private final CadreSeals seals;
    private final Database database;

    CadreResealing(CadreSeals seals, Database database) {
        this.seals = seals;
        this.database = database;
    }

    private record Sealed(
            long id,
            Buffer idNumber,
            Buffer mobile,
            @Nullable Buffer email,
            @Nullable Buffer qq) {}

    @Override
    public Uni<Long> left(int key) {
        return database.query(LEFT, Tuple.of(key), row -> row.getLong("records"))
                .map(List::getFirst);
    }

    /// Records somebody is writing come later.
    @Override
    public Uni<Integer> some(int key) {
        return database.batch(tx -> Database.rows(tx, TAKE, Tuple.of(key, BATCH), this::anew)
                .call(records -> put(tx, records))
                .map(List::size));
    }

    private static Uni<Void> put(SqlConnection tx, List<Sealed> records) {
        Tuple arguments = Tuple.wrap(Arrays.<Object>asList(
                records.stream().map(Sealed::id).toArray(Long[]::new),
                column(records, Sealed::idNumber),
                column(records, Sealed::mobile),
                column(records, Sealed::email),
                column(records, Sealed::qq)));
        return Database.rows(tx, PUT, arguments, _ -> true).replaceWithVoid();
    }

    private static Buffer[] column(List<Sealed> records, Function<Sealed, @Nullable Buffer> field) {
        return records.stream().map(field).toArray(Buffer[]::new);
    }

    private Sealed anew(Row row) {
        long id = row.getLong("id");
        String email = seals.email(id, Database.bytes(row, "email"));
        String qq = seals.qq(id, Database.bytes(row, "qq"));
        return new Sealed(
                id,
                seals.sealIdNumber(id, seals.idNumber(id, Database.someBytes(row, "id_number"))),
                seals.sealMobile(id, seals.mobile(id, Database.someBytes(row, "mobile"))),
                seals.sealEmail(id, email),
                seals.sealQq(id, qq));
    }
}
