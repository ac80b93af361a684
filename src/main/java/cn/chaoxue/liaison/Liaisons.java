package cn.chaoxue.liaison;

import cn.chaoxue.cadre.Forms;
import cn.chaoxue.platform.crypto.FieldCipher;
import cn.chaoxue.platform.crypto.SealedTable;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps the directory. What reaches people is sealed for the row; masked forms stand beside it.
@Singleton
class Liaisons {

    private static final String FIELD = "liaison";
    private static final String COLUMNS = """
            select l.id, l.version, l.name, l.post, l.remarks, l.contact, l.office_phone_masked, l.mobile_masked, l.qq_masked,
                l.email_masked, u.id as unit_id, u.name as unit_name, u.path as unit_path,
                u.closed_on is not null as former
            """;
    private static final String WITHIN = """
            from liaison l join unit u on u.id = l.unit_id
            where l.removed_at is null and u.path >= $1 and u.path < rtrim($1, '/') || '0'
            """;
    private static final String FILTERS = """
                and ($2::text is null or position($2 in l.name) > 0) and ($3::text is null or u.level = $3)
            """;
    private static final String SELECT = COLUMNS + WITHIN;
    private static final String PAGE = SELECT + FILTERS + """
                and (u.closed_on is not null) = $6 and ($4::bigint = 0 or (u.path, l.id) > (
                    select v.path, k.id from liaison k join unit v on v.id = k.unit_id where k.id = $4))
            order by u.path, l.id limit $5
            """;
    private static final String IDS =
            "select l.id " + WITHIN + FILTERS + " and (u.closed_on is not null) = $5 order by u.path, l.id limit $4";
    private static final String THESE =
            SELECT + " and l.id = any($2::bigint[]) order by array_position($2::bigint[], l.id)";
    private static final String LOCK = """
            select l.id, l.version, l.unit_id, l.name, l.post, l.remarks, l.contact
            from liaison l join unit u on u.id = l.unit_id
            where l.id = $1 and l.removed_at is null and u.path >= $2 and u.path < rtrim($2, '/') || '0' for update of l
            """;
    private static final String WRITE = """
            insert into liaison as l (id, unit_id, name, post, remarks, contact, office_phone_masked, mobile_masked,
                qq_masked, email_masked)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (id) do update set unit_id = $2, name = $3, post = $4, remarks = $5, contact = $6,
                office_phone_masked = $7, mobile_masked = $8, qq_masked = $9, email_masked = $10,
                version = l.version + 1, changed_at = now()
            """;
    private static final String REMOVE =
            "update liaison set removed_at = now(), version = version + 1, changed_at = now() where id = $1";
    private static final String OPEN = "select from unit where id = $1 and closed_on is null for share";
    private static final String DRAW_ID = "select nextval(pg_get_serial_sequence('liaison', 'id')) as id";

    /// An entry as lists show it, and where it is asked for, in clear.
    record Listed(LiaisonView view, @Nullable Contact contact) {}

    /// An entry locked for a change.
    record Locked(long id, int version, StoredLiaison stored) {}

    private final Database database;
    private final FieldCipher cipher;

    Liaisons(Database database, FieldCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    /// What was taken off the directory is sealed as well.
    @Produces
    @Singleton
    static SealedTable sealedTable() {
        return SealedTable.of("liaison", "id", Map.of("contact", FIELD));
    }

    Uni<List<LiaisonView>> page(String unitPath, LiaisonSearchRequest asked, int limit) {
        Tuple arguments =
                Tuple.of(unitPath, kept(asked.name()), asked.levelName(), asked.from(), limit, asked.ofFormer());
        return database.query(PAGE, arguments, LiaisonView::of);
    }

    /// Which entries there are of units that are open, or of those that are no more, in the order of their pages.
    Uni<List<Long>> ids(String unitPath, @Nullable String name, @Nullable String level, boolean former, int limit) {
        return database.query(IDS, Tuple.of(unitPath, kept(name), level, limit, former), row -> row.getLong("id"));
    }

    /// Those of `ids` that still stand beneath the unit, in their order; opened off the event loop where `clear`.
    Uni<List<Listed>> listed(String unitPath, List<Long> ids, boolean clear) {
        return database.query(THESE, Tuple.of(unitPath, ids.toArray(Long[]::new)), row -> row)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> rows.stream()
                        .map(row -> new Listed(LiaisonView.of(row), clear ? open(row) : null))
                        .toList());
    }

    /// A piece of a name, as names are kept.
    private static @Nullable String kept(@Nullable String name) {
        return name == null ? null : Forms.name(name);
    }

    Uni<Optional<LiaisonView>> one(long id, String unitPath) {
        return database.query(SELECT + " and l.id = $2", Tuple.of(unitPath, id), LiaisonView::of)
                .map(found -> found.stream().findFirst());
    }

    Uni<Optional<Locked>> lock(SqlConnection tx, long id, String unitPath) {
        return Database.rows(tx, LOCK, Tuple.of(id, unitPath), this::locked)
                .map(found -> found.stream().findFirst());
    }

    /// Whether the unit is open, and stays so until the transaction ends.
    static Uni<Boolean> open(SqlConnection tx, long unit) {
        return Database.rows(tx, OPEN, Tuple.of(unit), _ -> true).map(found -> !found.isEmpty());
    }

    Uni<Long> drawId(SqlConnection tx) {
        return Database.rows(tx, DRAW_ID, Tuple.tuple(), row -> row.getLong("id"))
                .map(List::getFirst);
    }

    Uni<Void> write(SqlConnection tx, long id, StoredLiaison entry) {
        Contact contact = entry.contact();
        Tuple arguments = Tuple.wrap(Arrays.<Object>asList(
                id,
                entry.unitId(),
                entry.name(),
                entry.post(),
                entry.remarks(),
                seal(id, contact),
                contact.masked(Contact.Field.OFFICE_PHONE),
                contact.masked(Contact.Field.MOBILE),
                contact.masked(Contact.Field.QQ),
                contact.masked(Contact.Field.EMAIL)));
        return Database.rows(tx, WRITE, arguments, _ -> true).replaceWithVoid();
    }

    Uni<Void> remove(SqlConnection tx, long id) {
        return Database.rows(tx, REMOVE, Tuple.of(id), _ -> true).replaceWithVoid();
    }

    Buffer seal(long id, Contact contact) {
        return Buffer.buffer(cipher.seal(FIELD, id, contact.written()));
    }

    Contact open(Row row) {
        return Contact.read(cipher.open(
                FIELD, row.getLong("id"), Database.someBytes(row, "contact").getBytes()));
    }

    private Locked locked(Row row) {
        StoredLiaison stored = new StoredLiaison(
                row.getLong("unit_id"),
                row.getString("name"),
                row.getString("post"),
                row.getString("remarks"),
                open(row));
        return new Locked(row.getLong("id"), row.getInteger("version"), stored);
    }
}
