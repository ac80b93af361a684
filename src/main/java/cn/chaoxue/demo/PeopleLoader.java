package cn.chaoxue.demo;

import cn.chaoxue.cadre.CadreClass;
import cn.chaoxue.cadre.Cadres;
import cn.chaoxue.cadre.Employment;
import cn.chaoxue.cadre.NewCadre;
import cn.chaoxue.cadre.ResidentId;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/// Adds the missing people in the order of their numbers, one batch after the other, each in one transaction of the
/// cadre records. Who is there is therefore always a beginning of the sequence, and its end is found by halving.
@Singleton
final class PeopleLoader {

    private static final Logger LOG = Logger.getLogger("demo");
    /// What [Cadres#insertAll] enters in one transaction; more at once would lose the order.
    private static final int MOST_AT_ONCE = 1000;

    private static final String IS_THERE = "select 1 as one from account where username_index = any($1)";

    /// What all people of a load share.
    /// @param passwordHash of the demo password, for everybody who is active
    record Surroundings(Map<String, UnitRef> units, String passwordHash) {}

    private final Cadres cadres;
    private final Database database;
    private final UsernameKeys usernames;
    private final Pool pool;
    private final int batch;

    PeopleLoader(Cadres cadres, Database database, UsernameKeys usernames, Pool pool, DemoConfig config) {
        this.cadres = cadres;
        this.database = database;
        this.usernames = usernames;
        this.pool = pool;
        this.batch = Math.clamp(config.loadBatch(), 1, MOST_AT_ONCE);
    }

    /// Brings the people to `wanted` at least.
    Uni<Void> load(DemoPeople people, Surroundings around, int wanted) {
        return firstMissing(people, 0, wanted)
                .invoke(known -> say(known, wanted))
                .map(known -> new LoadProgress(known, wanted))
                .chain(progress -> progress.from() < wanted
                        ? add(people, around, progress).chain(this::analyzed)
                        : Uni.createFrom().voidItem());
    }

    private static void say(int known, int wanted) {
        if (known > 0) {
            LOG.infof("demo: %,d of %,d people are there already", known, wanted);
        }
    }

    /// The smallest number in [from, to] nobody has; all below are there.
    private Uni<Integer> firstMissing(DemoPeople people, int from, int to) {
        if (from >= to) {
            return Uni.createFrom().item(from);
        }
        int middle = (from + to) >>> 1;
        return isThere(people.person(middle))
                .chain(there -> there ? firstMissing(people, middle + 1, to) : firstMissing(people, from, middle));
    }

    private Uni<Boolean> isThere(DemoPerson person) {
        return database.query(IS_THERE, usernames.tuple(List.of(person)), row -> row.getInteger("one"))
                .map(rows -> !rows.isEmpty());
    }

    private Uni<Void> add(DemoPeople people, Surroundings around, LoadProgress progress) {
        return Multi.createFrom()
                .items(IntStream.iterate(progress.from(), at -> at < progress.to(), at -> at + batch)
                        .boxed())
                .onItem()
                .transformToUniAndConcatenate(start -> addBatch(people, around, progress, start))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /// Tables that were empty a moment ago are planned for as if they still were, until this.
    private Uni<Void> analyzed() {
        return pool.withConnection(connection ->
                        connection.query("analyze unit, account, cadre").execute())
                .replaceWithVoid();
    }

    private Uni<?> addBatch(DemoPeople people, Surroundings around, LoadProgress progress, int start) {
        int end = Math.min(start + batch, progress.to());
        List<NewCadre> batchOfPeople = IntStream.range(start, end)
                .mapToObj(people::person)
                .map(person -> cadre(person, around))
                .toList();
        return cadres.insertAll(batchOfPeople).invoke(() -> progress.reached(end));
    }

    private static NewCadre cadre(DemoPerson person, Surroundings around) {
        UnitRef unit = Objects.requireNonNull(around.units().get(person.unitCode()));
        NewCadre cadre = NewCadre.learner(
                unit.id(),
                person.name(),
                ResidentId.parse(person.idNumber()).orElseThrow(),
                person.mobile(),
                CadreClass.valueOf(person.place().cadreClass()),
                Employment.valueOf(person.place().employment()),
                person.place().post(),
                person.inPostSince());
        return person.pending() ? cadre : cadre.active(around.passwordHash(), person.roles());
    }
}
