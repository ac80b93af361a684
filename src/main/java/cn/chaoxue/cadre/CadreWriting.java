package cn.chaoxue.cadre;

import cn.chaoxue.identity.AccountKeeping;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads a record to change it, and writes it, within one transaction. Name and numbers go to the account as well: the
/// ID number is its user name, and the mobile number, until activation, its password (A1.2): another number ends what
/// the one before opened. The first posting on file begins when the record does ([FirstDay]).
@Singleton
class CadreWriting {

    /// What [#stored] reads.
    static final String COLUMNS = """
            c.id, c.version, c.unit_id, c.name, c.id_number, c.mobile, c.email, c.qq, c.cadre_class, c.employment, c.post,
            c.in_post_since, c.in_post_until, c.appointed_on""";

    private static final String LOCK = "select " + COLUMNS + """
             from cadre c join unit u on u.id = c.unit_id
            where c.id = $1 and u.path >= $2 and u.path < rtrim($2, '/') || '0' for update of c
            """;
    private static final String WRITE = """
            with recursive new as (
                select * from unnest($1::bigint[], $2::text[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[], $7::text[],
                    $8::text[], $9::text[], $10::smallint[], $11::text[], $12::text[], $13::text[], $14::date[], $15::date[],
                    $16::bytea[], $17::text[], $18::bytea[], $19::text[], $20::text[],
                    $21::date[])
                as n(id, name, id_number, id_index, mobile, mobile_index, id_masked, mobile_masked, sex, birth_year,
                    cadre_class, employment, post, in_post_since, in_post_until, email, email_masked, qq, qq_masked,
                    name_initials, appointed_on)
            ), of_account as (
                update account a set display_name = n.name, username_index = n.id_index,
                    initial_index = case when a.initial_index is not null then n.mobile_index end,
                    token_version = a.token_version + case when a.initial_index <> n.mobile_index then 1 else 0 end,
                    revoked_at = case when a.initial_index <> n.mobile_index then now() else a.revoked_at end
                from new n where a.id = n.id
            ), %s
            update cadre c set name = n.name, id_number = n.id_number, id_index = n.id_index, mobile = n.mobile,
                mobile_index = n.mobile_index, id_masked = n.id_masked, mobile_masked = n.mobile_masked, sex = n.sex,
                birth_year = n.birth_year, cadre_class = n.cadre_class, employment = n.employment, post = n.post,
                in_post_since = n.in_post_since, in_post_until = n.in_post_until, email = n.email,
                email_masked = n.email_masked, qq = n.qq, qq_masked = n.qq_masked, name_initials = n.name_initials,
                appointed_on = n.appointed_on, version = c.version + 1, changed_at = now()
            from new n where c.id = n.id
            returning c.id, (select b.in_post_since from cadre b where b.id = c.id) <> c.in_post_since and exists (
                select from posting p where p.cadre_id = c.id and p.kind in ('SECONDMENT', 'PART_TIME')) as moved
            """.formatted(FirstDay.MOVED);

    private final CadreSeals seals;

    CadreWriting(CadreSeals seals) {
        this.seals = seals;
    }

    /// The record, locked with its account; empty when it is absent or not beneath `unitPath`.
    Uni<Optional<StoredCadre>> lock(SqlConnection tx, long id, String unitPath) {
        return AccountKeeping.lock(tx, id)
                .chain(() -> Database.rows(tx, LOCK, Tuple.of(id, unitPath), this::stored))
                .map(rows -> rows.stream().findFirst());
    }

    Uni<Void> write(SqlConnection tx, long id, CadreRecord record) {
        return writeAll(tx, List.of(new Written(id, record)));
    }

    /// What a record shall say from now on.
    record Written(long id, CadreRecord record) {}

    /// Writes any number of records, each once, in one statement; none is fine. Where a first day has moved, what
    /// stands beside the main posting moves with it.
    Uni<Void> writeAll(SqlConnection tx, List<Written> records) {
        return records.isEmpty()
                ? Uni.createFrom().voidItem()
                : Database.rows(tx, WRITE, arguments(records), CadreWriting::moved)
                        .toMulti()
                        .<Optional<Long>>flatMap(moved -> Multi.createFrom().iterable(moved))
                        .onItem()
                        .transformToUniAndConcatenate(one -> one.map(person -> Beside.moved(tx, person))
                                .orElseGet(() -> Uni.createFrom().voidItem()))
                        .collect()
                        .asList()
                        .replaceWithVoid();
    }

    private static Optional<Long> moved(Row row) {
        return Optional.of(row.getLong("id")).filter(_ -> row.getBoolean("moved"));
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
                row.getLocalDate("in_post_until"),
                row.getLocalDate("appointed_on"));
        return new StoredCadre(id, row.getInteger("version"), row.getLong("unit_id"), record);
    }

    private Tuple arguments(List<Written> records) {
        List<CadreSeals.Numbers> numbers = records.stream()
                .map(one -> seals.seal(
                        one.id(), one.record().idNumber(), one.record().mobile()))
                .toList();
        return Tuple.wrap(Arrays.<Object>asList(
                column(records, Long[]::new, Written::id),
                text(records, CadreRecord::name),
                column(numbers, Buffer[]::new, CadreSeals.Numbers::idNumber),
                column(numbers, Buffer[]::new, CadreSeals.Numbers::idIndex),
                column(numbers, Buffer[]::new, CadreSeals.Numbers::mobile),
                column(numbers, Buffer[]::new, CadreSeals.Numbers::mobileIndex),
                text(records, record -> record.idNumber().masked()),
                text(records, record -> Masking.mobile(record.mobile())),
                text(records, record -> record.idNumber().sex().name()),
                column(records, Short[]::new, one -> one.record().idNumber().birthYear()),
                text(records, record -> record.cadreClass().name()),
                text(records, record -> record.employment().name()),
                text(records, CadreRecord::post),
                column(records, LocalDate[]::new, one -> one.record().inPostSince()),
                column(records, LocalDate[]::new, one -> one.record().inPostUntil()),
                column(
                        records,
                        Buffer[]::new,
                        one -> seals.sealEmail(one.id(), one.record().email())),
                text(records, record -> masked(record.email(), Masking::email)),
                column(
                        records,
                        Buffer[]::new,
                        one -> seals.sealQq(one.id(), one.record().qq())),
                text(records, record -> masked(record.qq(), Masking::qq)),
                text(records, record -> PinyinInitials.of(record.name())),
                column(records, LocalDate[]::new, one -> one.record().appointedOn())));
    }

    private static String[] text(List<Written> records, Function<CadreRecord, @Nullable String> field) {
        return column(records, String[]::new, one -> field.apply(one.record()));
    }

    private static <R, T> T[] column(List<R> rows, IntFunction<T[]> array, Function<R, ? extends @Nullable T> field) {
        return rows.stream().map(field).toArray(array);
    }

    private static @Nullable String masked(@Nullable String value, UnaryOperator<String> mask) {
        return value == null ? null : mask.apply(value);
    }
}
