package cn.chaoxue.posting;

import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Optional;

/// Whether the unit that is to receive a person, or to take them back, can: none that is closed, or was opened later.
final class Receiving {

    private static final String OPEN = """
            select n.opened_on from unit u join unit n on n.id = $2 where u.id = $1 and u.closed_on is null for share of u
            """;

    private Receiving() {}

    /// Why it does not; empty where it does. It stays as it is until the transaction ends.
    static Uni<Optional<PostingOutcome>> refusal(SqlConnection tx, PostingChange change) {
        UnitRef to = change.to();
        if (to == null && change.kind() != PostingKind.RETURN) {
            return Uni.createFrom().item(Optional.empty());
        }
        long unit = to == null ? change.from().id() : to.id();
        Tuple arguments = Tuple.of(unit, change.named() == null ? unit : change.named());
        return Database.rows(tx, OPEN, arguments, row -> Optional.ofNullable(row.getLocalDate("opened_on")))
                .map(open -> open.isEmpty() ? Optional.of(closed(change)) : unopened(change, open.getFirst()));
    }

    /// Nobody stood in a unit before there was one.
    private static Optional<PostingOutcome> unopened(PostingChange change, Optional<LocalDate> opened) {
        return opened.filter(day -> change.to() != null && change.effectiveOn().isBefore(day))
                .map(day -> new PostingOutcome.Refused(
                        "before-opening",
                        "The unit was opened on " + day + ".",
                        new PostingOutcome.Unfit("effectiveOn", "must be " + day + " or later")));
    }

    /// A unit that went into no other takes nobody back: somebody else must.
    private static PostingOutcome closed(PostingChange change) {
        return change.to() != null
                ? new PostingOutcome.Refused("closed", "The unit is closed.")
                : new PostingOutcome.Refused(
                        "unit-needed",
                        "The unit the person comes from is closed and went into no other; the return names the one"
                                + " that receives the person (`toUnit` or `to`), and the post there.",
                        new PostingOutcome.Unfit("toUnit", "is needed, or `to`; and `post`"));
    }
}
