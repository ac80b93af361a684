package cn.chaoxue.cadre;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/// Who keeps something by person, and follows when the person belongs to another unit or turns out to be recorded
/// twice: within the transaction of the change. Implemented by features that `cadre` knows nothing of.
public interface PersonFollower {

    /// These people are about to belong to `unit`; each stands yet where they stood, and their account is held.
    default Uni<Void> leaving(SqlConnection tx, List<Long> people, long unit) {
        return Uni.createFrom().voidItem();
    }

    /// These people belong to `unit` from now on.
    default Uni<Void> moved(SqlConnection tx, List<Long> people, long unit) {
        return Uni.createFrom().voidItem();
    }

    /// Whether something under way forbids that the two become one now.
    default Uni<Boolean> busy(SqlConnection tx, long from, long into) {
        return Uni.createFrom().item(false);
    }

    /// What belongs to `from` belongs to `into`, once.
    default Uni<Void> united(SqlConnection tx, long from, long into) {
        return Uni.createFrom().voidItem();
    }
}
