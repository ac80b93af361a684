package cn.chaoxue.cadre;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.org.LocalCalendar;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// PENDING → (amend) UNDER_REVIEW → (approve) APPROVED or (reject, with reason) PENDING (A1.3). Each step is one
/// transaction with its entry in the audit log.
@Singleton
class ReviewService {

    private static final String ACTIVATED = "select activated_at is not null as active from cadre where id = $1";

    private final Amendments amendments;
    private final CadreWriting writing;
    private final Database database;
    private final AuditLog audit;
    private final LocalCalendar calendar;

    ReviewService(
            Amendments amendments, CadreWriting writing, Database database, AuditLog audit, LocalCalendar calendar) {
        this.amendments = amendments;
        this.writing = writing;
        this.database = database;
        this.audit = audit;
        this.calendar = calendar;
    }

    /// Hands in what the caller, at `unitPath`, says is wrong with the own record.
    Uni<Review> submit(String unitPath, AmendmentRequest wish, Origin origin) {
        long id = origin.actorId();
        return database.transaction(tx -> writing.lock(tx, id, unitPath)
                .chain(found -> found.map(stored -> submit(tx, stored, wish, origin))
                        .orElseGet(() -> answer(new Review.Absent()))));
    }

    private Uni<Review> submit(SqlConnection tx, StoredCadre stored, AmendmentRequest wish, Origin origin) {
        CadreRecord wanted = wish.applied(stored.record());
        var changes = wanted.changesFrom(stored.record());
        if (changes.isEmpty()) {
            return answer(new Review.Empty());
        }
        List<Flaw> flaws = flaws(wish, wanted);
        if (!flaws.isEmpty()) {
            return answer(new Review.Unfit(flaws));
        }
        AuditEvent event = AuditEvent.of(origin, "activation.amend", Subject.cadre(stored.id()), stored.unitId());
        return Database.rows(tx, ACTIVATED, Tuple.of(stored.id()), row -> row.getBoolean("active"))
                .chain(active -> active.getFirst()
                        ? answer(new Review.Active())
                        : amendments
                                .submit(tx, stored.id(), wish.differingFrom(stored.record()))
                                .call(() -> audit.append(tx, event.changing(changes)))
                                .replaceWith(new Review.Done()));
    }

    /// Makes the proposal the record as it was handed in at `shown`, unless that has changed meanwhile so that the two
    /// do not agree.
    Uni<Review> approve(long id, String unitPath, Instant shown, Origin origin) {
        return deciding(id, unitPath, shown, origin, (tx, amendment) -> approve(tx, amendment, origin));
    }

    private Uni<Review> approve(SqlConnection tx, Amendment amendment, Origin origin) {
        StoredCadre stored = amendment.stored();
        CadreRecord wanted = amendment.wanted();
        List<Flaw> flaws = flaws(amendment.wish(), wanted);
        if (!flaws.isEmpty()) {
            return answer(new Review.Unfit(flaws));
        }
        AuditEvent event = AuditEvent.of(origin, "activation.approve", Subject.cadre(stored.id()), stored.unitId());
        return writing.write(tx, stored.id(), wanted)
                .chain(() -> Amendments.decide(tx, amendment.id(), Amendments.State.APPROVED, origin.actorId(), null))
                .chain(() -> audit.append(tx, event.changing(wanted.changesFrom(stored.record()))))
                .replaceWith(new Review.Done());
    }

    /// Leaves the record as it is; its owner reads why.
    Uni<Review> reject(long id, String unitPath, RejectionRequest request, Origin origin) {
        String reason = request.reason().strip();
        return deciding(
                id, unitPath, request.submittedAt(), origin, (tx, amendment) -> reject(tx, amendment, reason, origin));
    }

    private Uni<Review> reject(SqlConnection tx, Amendment amendment, String reason, Origin origin) {
        StoredCadre stored = amendment.stored();
        AuditEvent event = AuditEvent.of(origin, "activation.reject", Subject.cadre(stored.id()), stored.unitId());
        return Amendments.decide(tx, amendment.id(), Amendments.State.REJECTED, origin.actorId(), reason)
                .chain(() -> audit.append(tx, event.because(reason)))
                .replaceWith(new Review.Done());
    }

    /// A record keeps no first day that is none, so that is asked of the wish.
    private List<Flaw> flaws(AmendmentRequest wish, CadreRecord wanted) {
        LocalDate since = wanted.inPostSince();
        return Stream.concat(
                        CadreChecks.ofDays(since, wanted.inPostUntil(), calendar.today()).stream(),
                        CadreChecks.ofFirst(wish.appointedOn(), since).stream())
                .toList();
    }

    private interface Decision {
        Uni<Review> on(SqlConnection tx, Amendment amendment);
    }

    /// What is decided is what was shown: one handed in since is looked at first.
    private Uni<Review> deciding(long id, String unitPath, Instant shown, Origin origin, Decision decision) {
        return database.transaction(tx -> amendments
                .lock(tx, id, unitPath)
                .chain(found ->
                        found.map(decide(tx, shown, origin, decision)).orElseGet(() -> answer(new Review.Absent()))));
    }

    private static Function<Amendment, Uni<Review>> decide(
            SqlConnection tx, Instant shown, Origin origin, Decision decision) {
        return amendment -> {
            if (amendment.stored().id() == origin.actorId()) {
                return answer(new Review.Own());
            }
            return amendment.submittedAt().equals(shown) ? decision.on(tx, amendment) : answer(new Review.Newer());
        };
    }

    private static Uni<Review> answer(Review review) {
        return Uni.createFrom().item(review);
    }
}
