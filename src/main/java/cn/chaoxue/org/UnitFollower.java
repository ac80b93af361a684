package cn.chaoxue.org;

import cn.chaoxue.audit.Origin;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Who keeps something by unit, and follows when the tree changes: within the transaction of the change, while nobody
/// else reads the tree. Implemented by features that `org` knows nothing of.
public interface UnitFollower {

    /// Whoever belongs to `unit` or stands beneath it is about to leave these units, among them `unit` itself where it
    /// goes into another, and to come to or beneath those. Nobody has moved yet.
    default Uni<Void> leaving(SqlConnection tx, long unit, List<Long> left, List<Long> joined) {
        return Uni.createFrom().voidItem();
    }

    /// `unit` with all below has left these units above it and come beneath those.
    default Uni<Void> moved(SqlConnection tx, long unit, List<Long> left, List<Long> joined, Origin origin) {
        return Uni.createFrom().voidItem();
    }

    /// The people of one unit belong to another from this day on.
    default Uni<Void> merged(SqlConnection tx, long from, long into, LocalDate on, Origin origin) {
        return Uni.createFrom().voidItem();
    }

    /// `unit` is no more, closed or gone into another.
    default Uni<Void> ended(SqlConnection tx, long unit, Origin origin) {
        return Uni.createFrom().voidItem();
    }

    /// Whether something about `unit` whose day has come by `today` has yet to be carried out: a planned closure waits.
    default Uni<Boolean> pending(SqlConnection tx, long unit, LocalDate today) {
        return Uni.createFrom().item(false);
    }

    /// How many things keep `unit` from being closed, such as people who belong to it.
    default Uni<Long> holding(SqlConnection tx, long unit) {
        return Uni.createFrom().item(0L);
    }

    /// The first day after `on` from which nothing that is over by now kept it any more, where something did.
    default Uni<Optional<LocalDate>> heldAfter(SqlConnection tx, long unit, LocalDate on) {
        return Uni.createFrom().item(Optional.empty());
    }
}
