package cn.chaoxue.cadre;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Enters cadres with their accounts in bulk (A1.1), set-based and sealed.
@Singleton
public class Cadres {

    private static final int CHUNK = 1000;
    /// One chunk is sealed while another is written.
    private static final int ABREAST = 2;
    private static final String DRAW_IDS =
            "select nextval(pg_get_serial_sequence('account', 'id')) as id from generate_series(1, $1::int)";

    private final Database database;
    private final CadreSeals seals;

    Cadres(Database database, CadreSeals seals) {
        this.database = database;
        this.seals = seals;
    }

    /// Enters all, a thousand per transaction. People whose ID number is known are skipped, so that a run that failed
    /// half-way is simply repeated. Ids come in no particular order.
    public Uni<Entered> insertAll(List<NewCadre> people) {
        return Multi.createFrom()
                .iterable(chunks(people))
                .onItem()
                .transformToUni(this::insert)
                .merge(ABREAST)
                .collect()
                .in(ArrayList<Entered>::new, List::add)
                .map(Cadres::total);
    }

    private Uni<Entered> insert(List<NewCadre> chunk) {
        return database.query(DRAW_IDS, Tuple.of(chunk.size()), row -> row.getLong("id"))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(ids -> seal(ids, chunk))
                .chain(arguments -> database.batch(
                        tx -> Database.rows(tx, CadreColumns.INSERT, arguments, row -> row.getLong("id"))))
                .map(ids -> new Entered(ids, chunk.size() - ids.size()));
    }

    private Tuple seal(List<Long> ids, List<NewCadre> chunk) {
        List<SealedCadre> sealed = IntStream.range(0, chunk.size())
                .mapToObj(i -> seals.seal(ids.get(i), chunk.get(i)))
                .toList();
        return new CadreColumns(sealed).arguments();
    }

    private static List<List<NewCadre>> chunks(List<NewCadre> people) {
        return IntStream.iterate(0, from -> from < people.size(), from -> from + CHUNK)
                .mapToObj(from -> people.subList(from, Math.min(from + CHUNK, people.size())))
                .toList();
    }

    private static Entered total(List<Entered> parts) {
        List<Long> ids = parts.stream().flatMap(part -> part.ids().stream()).toList();
        return new Entered(ids, parts.stream().mapToInt(Entered::known).sum());
    }
}
