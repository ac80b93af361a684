package cn.chaoxue.rights;

import cn.chaoxue.identity.AccountKeeping;
import cn.chaoxue.identity.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Optional;

/// Whoever has a password or a second factor of somebody made anew can become them. The account of who sees in clear
/// (A1.9) is therefore in the hands of who does so too: for others it would be the way around being given that right.
final class Handover {

    private Handover() {}

    /// Why `caller` does not get the account into their hands; empty when they may.
    static Uni<Optional<GrantOutcome>> objection(SqlConnection tx, Caller caller, AccountKeeping.Standing standing) {
        return standing.unmasks()
                ? Holdings.unmasks(tx, caller, null)
                        .map(own -> own.isPresent() ? Optional.empty() : Optional.of(new GrantOutcome.SeesMore()))
                : Uni.createFrom().item(Optional.empty());
    }
}
