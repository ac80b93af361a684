package cn.chaoxue.study;

import cn.chaoxue.platform.sql.Database;
import cn.chaoxue.study.ProgressRepository.Change;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/// Progress that no retry can write, kept whole with the reason in `dead_letter` until someone re-drives it.
@ApplicationScoped
class UnwritableProgress {

    static final String SOURCE = "study-progress";
    private static final Logger LOG = Logger.getLogger(UnwritableProgress.class);
    private static final String BURY = """
            insert into dead_letter (source, entry_id, payload, reason) values ($1, $2, $3, $4)
            on conflict (source, entry_id) do nothing
            """;

    private final Database database;
    private final StudyMetrics metrics;

    UnwritableProgress(Database database, StudyMetrics metrics) {
        this.database = database;
        this.metrics = metrics;
    }

    /// Whether the data itself is refused (SQLSTATE 22 and 23): the same entry would fail for ever.
    static boolean isPoison(Throwable failure) {
        return failure instanceof PgException pg
                && (pg.getSqlState().startsWith("22") || pg.getSqlState().startsWith("23"));
    }

    Uni<Void> bury(Change change, Throwable reason) {
        LOG.errorf("progress of %s cannot be written: %s", change.who(), reason.getMessage());
        JsonObject payload = new JsonObject()
                .put("learnerId", change.who().learnerId())
                .put("courseId", change.who().courseId())
                .put("segments", change.state().segments())
                .put("coveredHex", change.state().bitmapHex())
                .put("position", change.state().position())
                .put("version", change.state().version());
        String entry = change.who().learnerId() + ":" + change.who().courseId() + ":"
                + change.state().version();
        return database.query(BURY, Tuple.of(SOURCE, entry, payload, reason.getMessage()), _ -> entry)
                .invoke(_ -> metrics.deadLetter())
                .replaceWithVoid();
    }
}
