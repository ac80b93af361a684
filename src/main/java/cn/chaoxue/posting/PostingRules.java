package cn.chaoxue.posting;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which changes make sense. Asked when a change is wished for, and again when its day has come.
final class PostingRules {

    private PostingRules() {}

    /// What is wrong with the request by itself.
    static Optional<PostingOutcome> unfit(PostingRequest request, LocalDate today, int farthestDays) {
        LocalDate until = request.until();
        if (request.effectiveOn().isAfter(today.plusDays(farthestDays))) {
            return unfit("effectiveOn", "must lie within " + farthestDays + " days");
        }
        if (until != null && until.isBefore(request.effectiveOn())) {
            return unfit("until", "must not lie before the first day");
        }
        if (request.received() && (request.post() == null || request.post().isBlank())) {
            return unfit("post", "is needed");
        }
        if (request.received() && request.toUnit() == null && request.to() == null) {
            return unfit("to", "is needed");
        }
        if (request.kind() == PostingKind.END && request.postingId() == null) {
            return unfit("postingId", "is needed");
        }
        return Optional.empty();
    }

    /// What about the person stands in the way of a change on that day.
    static Optional<PostingOutcome> refusal(Posted person, PostingKind kind, LocalDate on, @Nullable Long toUnit) {
        if (person.merged()) {
            return refused("merged", "The record was merged with another; change that one.");
        }
        if (person.retiredOn() != null && kind != PostingKind.RETURN) {
            return refused("retired", "The person is retired; a return comes first.");
        }
        if (kind == PostingKind.RETURN && person.retiredOn() == null && !person.away()) {
            return refused("nothing-to-return-from", "The person is neither away nor retired.");
        }
        boolean leaving = kind.leaving() || kind == PostingKind.RETURN && toUnit != null && person.retiredOn() == null;
        if (leaving && person.staff()) {
            return refused("staff", "The person answers for others; end that first.");
        }
        boolean tooEarly = leaving ? !on.isAfter(person.since()) : on.isBefore(person.since());
        if (tooEarly) {
            return refused("before-posting", "The day must lie after the beginning of the posting it ends.");
        }
        if (toUnit != null && toUnit == person.unit().id()) {
            return refused("same-unit", "The person belongs to that unit already.");
        }
        return Optional.empty();
    }

    private static Optional<PostingOutcome> unfit(String field, String why) {
        return Optional.of(new PostingOutcome.Unfit(field, why));
    }

    private static Optional<PostingOutcome> refused(String reason, String why) {
        return Optional.of(new PostingOutcome.Refused(reason, why));
    }
}
