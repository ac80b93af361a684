package cn.chaoxue.cadre;

import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// How much may be shown in clear within an hour (A1.9), of records, of what waits for review and of the liaison
/// directory together; who tries whether somebody has a number learns as much, and is counted with it.
@Singleton
public class Revealing {

    /// What the audit log calls it.
    public static final String CADRE = "cadre.reveal";

    public static final String LIAISON = "liaison.reveal";

    /// Of a proposal that waits, beside what stands.
    static final String AMENDMENT = "activation.reveal";

    /// Of an ID number: whose it is.
    static final String LOOK_UP = "cadre.look-up";

    private static final String SEEN = """
            select count(*) as seen from audit_entry
            where actor_id = $1 and action = any ($2) and at > now() - interval '1 hour'
            """;

    /// Parallel requests of one account count one after the other. Not by the account: who looks at somebody else's
    /// record holds that account next, and two who look at each other's would wait in a circle.
    private static final String ALONE =
            "select 1 from pg_advisory_xact_lock(hashtextextended('chaoxue.revealing', $1))";

    private final CadreConfig config;

    Revealing(CadreConfig config) {
        this.config = config;
    }

    /// What became of the wish to see a field: what is shown, or why nothing is.
    public sealed interface Shown<V> {

        /// What was found, if anything was.
        static <V> Shown<V> of(Optional<V> found) {
            return found.<Shown<V>>map(Value::new).orElseGet(Absent::new);
        }

        /// What is shown; throws the problem to answer with otherwise.
        default V orRefused() {
            return switch (this) {
                case Value<V>(V value) -> value;
                case Absent<V>() -> throw Problem.notFound();
                case Enough<V>() -> throw Problem.tooManyRequests(Duration.ofMinutes(10));
            };
        }
    }

    /// Prints without what is shown.
    public record Value<V>(V value) implements Shown<V> {
        @Override
        public String toString() {
            return "Value";
        }
    }

    public record Absent<V>() implements Shown<V> {}

    /// The caller has seen enough for this hour.
    public record Enough<V>() implements Shown<V> {}

    /// Shows, unless `actor` has seen enough.
    public <V> Uni<Shown<V>> unlessEnough(SqlConnection tx, long actor, Supplier<Uni<Shown<V>>> showing) {
        return enough(tx, actor).chain(enough -> enough ? Uni.createFrom().item(new Enough<>()) : showing.get());
    }

    /// Whether `actor` has seen enough; until the transaction ends, nothing else is counted for the same account.
    Uni<Boolean> enough(SqlConnection tx, long actor) {
        Tuple arguments = Tuple.of(actor, new String[] {CADRE, LIAISON, AMENDMENT, LOOK_UP});
        return Database.rows(tx, ALONE, Tuple.of(actor), _ -> true)
                .chain(() -> Database.rows(tx, SEEN, arguments, row -> row.getLong("seen")))
                .map(seen -> seen.getFirst() >= config.revelationsPerHour());
    }
}
