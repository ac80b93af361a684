package cn.chaoxue.cadre;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads a record to change it, and writes it, within one transaction. Name and numbers go to the account as well: the
/// ID number is its user name, and the mobile number, until activation, its password (A1.2).
@Singleton
class CadreWriting {

    /// What [#stored] reads.
    static final String COLUMNS = """
            c.id, c.version, c.unit_id, c.name, c.id_number, c.mobile, c.email, c.qq, c.cadre_class, c.employment, c.post,
            c.in_post_since, c.in_post_until""";

    private static final String LOCK = "select " + COLUMNS + """
             from cadre c join unit u on u.id = c.unit_id
            where c.id = $1 and u.path >= $2 and u.path < rtrim($2, '/') || '0' for update of c
            """;
    private static final String WRITE = """
            with of_account as (
                update account set display_name = $2, username_index = $4,
                    initial_index = case when initial_index is not null then $6::bytea end
                where id = $1
            )
            update cadre set name = $2, id_number = $3, id_index = $4, mobile = $5, mobile_index = $6, id_masked = $7,
                mobile_masked = $8, sex = $9, birth_date = $10, cadre_class = $11, employment = $12, post = $13,
                in_post_since = $14, in_post_until = $15, email = $16, email_masked = $17, qq = $18, qq_masked = $19,
                name_initials = $20, version = version + 1, changed_at = now()
            where id = $1
            """;

    private final CadreSeals seals;

    CadreWriting(CadreSeals seals) {
        this.seals = seals;
    }

    /// The record, locked; empty when it is absent or not beneath `unitPath`.
    Uni<Optional<StoredCadre>> lock(SqlConnection tx, long id, String unitPath) {
        return Database.rows(tx, LOCK, Tuple.of(id, unitPath), this::stored)
                .map(rows -> rows.stream().findFirst());
    }

    Uni<Void> write(SqlConnection tx, long id, CadreRecord record) {
        return Database.rows(tx, WRITE, arguments(id, record), _ -> true).replaceWithVoid();
    }

    StoredCadre stored(Row row) {
        long id = row.getLong("id");
        CadreRecord record = new CadreRecord(
                row.getString("name"),
                ResidentId.parse(seals.idNumber(id, Database.someBytes(row, "id_number")))
                        .orElseThrow(),
                seals.mobile(id, Database.someBytes(row, "mobile")),
                seals.email(id, Database.bytes(row, "email")),
                seals.qq(id, Database.bytes(row, "qq")),
                CadreClass.valueOf(row.getString("cadre_class")),
                Employment.valueOf(row.getString("employment")),
                row.getString("post"),
                row.getLocalDate("in_post_since"),
                row.getLocalDate("in_post_until"));
        return new StoredCadre(id, row.getInteger("version"), row.getLong("unit_id"), record);
    }

    private Tuple arguments(long id, CadreRecord record) {
        CadreSeals.Numbers numbers = seals.seal(id, record.idNumber(), record.mobile());
        return Tuple.wrap(Arrays.<Object>asList(
                id,
                record.name(),
                numbers.idNumber(),
                numbers.idIndex(),
                numbers.mobile(),
                numbers.mobileIndex(),
                record.idNumber().masked(),
                Masking.mobile(record.mobile()),
                record.idNumber().sex().name(),
                record.idNumber().birthDate(),
                record.cadreClass().name(),
                record.employment().name(),
                record.post(),
                record.inPostSince(),
                record.inPostUntil(),
                seals.sealEmail(id, record.email()),
                masked(record.email(), Masking::email),
                seals.sealQq(id, record.qq()),
                masked(record.qq(), Masking::qq),
                PinyinInitials.of(record.name())));
    }

    private static @Nullable String masked(@Nullable String value, UnaryOperator<String> mask) {
        return value == null ? null : mask.apply(value);
    }
}
