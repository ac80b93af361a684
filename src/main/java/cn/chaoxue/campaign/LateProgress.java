package cn.chaoxue.campaign;

import cn.chaoxue.cadre.PersonFollower;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;

/// What was studied under a record just before it went into another reaches PostgreSQL after that: it follows then.
@Singleton
public class LateProgress {

    private static final String LATE = """
            select c.id, c.merged_into from cadre c
            where c.merged_into is not null and exists (select from course_progress p where p.learner_id = c.id)
            order by c.id limit 50
            """;

    private record Pair(long from, long into) {

        static Pair of(Row row) {
            return new Pair(row.getLong("id"), row.getLong("merged_into"));
        }
    }

    private final Database database;
    private final List<PersonFollower> followers;

    LateProgress(Database database, @All List<PersonFollower> followers) {
        this.database = database;
        this.followers = followers;
    }

    /// Some that are late; those whose test is under way another time. Yields how many records were looked at.
    public Uni<Integer> unite() {
        return database.query(LATE, Tuple.tuple(), Pair::of)
                .onItem()
                .transformToMulti(late -> Multi.createFrom().iterable(late))
                .onItem()
                .transformToUniAndConcatenate(pair -> database.batch(tx -> unite(tx, pair)))
                .collect()
                .with(Collectors.summingInt(_ -> 1));
    }

    private Uni<Boolean> unite(SqlConnection tx, Pair pair) {
        return Multi.createFrom()
                .iterable(followers)
                .onItem()
                .transformToUniAndConcatenate(follower -> follower.busy(tx, pair.from(), pair.into()))
                .collect()
                .asList()
                .chain(busy -> busy.contains(true) ? Uni.createFrom().item(false) : united(tx, pair));
    }

    private Uni<Boolean> united(SqlConnection tx, Pair pair) {
        return Multi.createFrom()
                .iterable(followers)
                .onItem()
                .transformToUniAndConcatenate(follower -> follower.united(tx, pair.from(), pair.into()))
                .collect()
                .asList()
                .replaceWith(true);
    }
}
