package cn.chaoxue.cadre;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/// Who keeps something by the unit of a person, and follows when the person belongs to another: within the transaction
/// of the change. Implemented by features that `cadre` knows nothing of.
public interface PersonFollower {

    /// These people belong to `unit` from now on.
    Uni<Void> moved(SqlConnection tx, List<Long> people, long unit);
}
