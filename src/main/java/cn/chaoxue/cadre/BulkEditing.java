package cn.chaoxue.cadre;

import cn.chaoxue.audit.Origin;
import cn.chaoxue.cadre.Judged.Kind;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Judges and enters many records within one transaction, by what [EditingService] does with one: set-based, so that a
/// batch costs a handful of statements.
@Singleton
public class BulkEditing {

    /// The records that the numbers are about: of one that went into another, the one that stays.
    private static final String MEANT =
            "(select id as cadre_id, id_index from cadre where id_index = any($1)) n " + Conflicts.STANDS;
    private static final String FIND = "select " + CadreWriting.COLUMNS + """
            , n.id_index, n.cadre_id <> c.id as merged, u.path as unit_path, exists (
                    select from staff_grant g join unit o on o.id = g.unit_id
                    where g.account_id = c.id and g.over_at is null and (g.ends_at is null or g.ends_at > now())
                        and (o.path = $2 or not starts_with(o.path, $2))
                ) as beyond
            from
            """ + MEANT
            + " join cadre c on c.id = s.id join unit u on u.id = c.unit_id";
    /// Before the records, after the table of units, and in one order: neither two imports nor an import and an edit
    /// wait for each other.
    private static final String ACCOUNTS = """
            select a.id from account a join unit u on u.id = a.unit_id
            where a.id = any(array(
                select id from account where username_index = any($1) union select s.id from
            """ + MEANT + ")) order by a.id for no key update of a";

    private static final String HOLD = FIND + " order by c.id for update of c";

    private final CadreWriting writing;
    private final CadreSeals seals;
    private final BulkWriting bulk;

    BulkEditing(CadreWriting writing, CadreSeals seals, BulkWriting bulk) {
        this.writing = writing;
        this.seals = seals;
        this.bulk = bulk;
    }

    /// A record that passed [CadreRules] for a unit the importer reaches; `key` is the importer's own number for it.
    /// Within one batch no two are about one person.
    public record Entry(long key, long unitId, CadreRequest request) {}

    /// Finds the person of an ID number again, without telling it. Empty when it is no ID number.
    public @Nullable Buffer personIndex(@Nullable String idNumber) {
        return idNumber == null
                ? null
                : ResidentId.parse(idNumber).map(seals::idIndex).orElse(null);
    }

    /// What entering these would do now. With `hold`, the records in question stay as they are until the transaction
    /// ends.
    public Uni<List<Judged>> judge(
            SqlConnection tx, List<Entry> entries, String unitPath, Origin origin, boolean hold) {
        if (entries.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Map<Buffer, Entry> wanted = new HashMap<>();
        entries.forEach(entry -> wanted.put(personIndex(entry.request().idNumber()), entry));
        Buffer[] indexes = wanted.keySet().toArray(Buffer[]::new);
        Uni<List<Boolean>> held = hold
                ? Database.rows(tx, ACCOUNTS, Tuple.of(indexes), _ -> true)
                : Uni.createFrom().item(List.of());
        // Opening what is sealed of so many takes its time: not on the event loop.
        return held.chain(() -> Database.rows(tx, hold ? HOLD : FIND, Tuple.of(indexes, unitPath), row -> row))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> rows.stream().map(this::found).toList())
                .map(found -> judged(wanted, found, unitPath, origin));
    }

    /// Does what [#judge] found, each with its entry in the audit log. Fails where a person came into the database
    /// since: the batch is then judged again.
    public Uni<Void> carryOut(SqlConnection tx, List<Judged> judged, Origin origin) {
        return bulk.carryOut(tx, judged, origin);
    }

    /// @param merged the number is that of another record, which went into this one
    /// @param beyond whether it answers for the importer's own unit, or for others than those beneath
    private record Found(Buffer index, boolean merged, String unitPath, boolean beyond, StoredCadre stored) {}

    private Found found(Row row) {
        return new Found(
                Database.someBytes(row, "id_index"),
                row.getBoolean("merged"),
                row.getString("unit_path"),
                row.getBoolean("beyond"),
                writing.stored(row));
    }

    private static List<Judged> judged(Map<Buffer, Entry> wanted, List<Found> found, String unitPath, Origin origin) {
        Map<Buffer, Found> known = new HashMap<>();
        found.forEach(one -> known.put(one.index(), one));
        return wanted.entrySet().stream()
                .map(one -> judged(one.getValue(), known.get(one.getKey()), unitPath, origin))
                .toList();
    }

    private static Judged judged(Entry entry, @Nullable Found found, String unitPath, Origin origin) {
        if (found == null) {
            return new Judged(entry, Kind.CREATE, EditingService.complete(entry.request()), null);
        }
        StoredCadre stored = found.stored();
        CadreRecord wanted =
                EditingService.merged(entry.request(), stored.record()).notAppointedAfter(stored.record());
        return new Judged(entry, kind(entry, found, wanted, unitPath, origin), wanted, stored);
    }

    private static Kind kind(Entry entry, Found found, CadreRecord wanted, String unitPath, Origin origin) {
        StoredCadre stored = found.stored();
        if (stored.unitId() != entry.unitId()) {
            return found.unitPath().startsWith(unitPath) ? Kind.ELSEWHERE_OWN : Kind.ELSEWHERE;
        }
        if (found.merged()) {
            return Kind.MERGED;
        }
        boolean peer = found.beyond() && wanted.signsInOtherwise(stored.record());
        if (stored.id() == origin.actorId() || peer) {
            return Kind.OWN;
        }
        return wanted.changesFrom(stored.record()).isEmpty() ? Kind.UNCHANGED : Kind.CHANGE;
    }
}
