package cn.chaoxue.posting;

import cn.chaoxue.cadre.Masking;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.org.UnitRef;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Changes, newest first; `next` goes into `before` for older ones, and is null at the end.
@Schema(name = "PostingChangePage")
record PostingChangesView(
        List<Item> items, @Schema(examples = "17") @Nullable String next) {

    /// A change as one of its sides sees it: of the other side the name alone, of the person the masked name, and the
    /// id to those who answer for the person now.
    @Schema(name = "PostingChange")
    record Item(
            @Schema(examples = "17") long id,
            PostingKind kind,
            PostingState state,

            @Schema(description = "The side that is the caller's; the sending one where both are")
            UnitRef unit,

            @Schema(examples = "共青团宁波市委员会") String from,
            @Schema(examples = "共青团杭州市委员会") @Nullable String to,
            @Schema(examples = "4711") @Nullable Long cadreId,
            @Schema(examples = "林*") String name,
            @Schema(examples = "团委副书记") @Nullable String post,
            LocalDate effectiveOn,
            @Nullable LocalDate until,
            @Schema(examples = "组织调动，见任免文件") String reason,

            @Schema(description = "Why it was declined or withdrawn, or what stood in its way") @Nullable
            String answer,

            Instant proposedAt,

            @Schema(description = "Whether the caller accepts or declines it")
            boolean mayDecide,

            @Schema(description = "Whether the caller can withdraw it")
            boolean mayWithdraw) {}

    static PostingChangesView of(List<PostingChange> found, int limit, Caller caller) {
        List<Item> items =
                found.stream().limit(limit).map(one -> item(one, caller)).toList();
        return new PostingChangesView(
                items, found.size() > limit ? Long.toString(items.getLast().id()) : null);
    }

    static Item item(PostingChange one, Caller caller) {
        UnitRef to = one.to();
        boolean sends = caller.reaches(one.from().path());
        boolean receives = to != null && caller.reaches(to.path());
        boolean waits = one.state() == PostingState.PROPOSED;
        return new Item(
                one.id(),
                one.kind(),
                one.state(),
                sends || to == null ? one.from() : to,
                one.from().name(),
                to == null ? null : to.name(),
                caller.reaches(one.holder()) ? one.cadreId() : null,
                Masking.name(one.name()),
                one.post(),
                one.effectiveOn(),
                one.until(),
                one.reason(),
                one.answer(),
                one.proposedAt(),
                receives && waits,
                sends && (waits || one.state() == PostingState.ACCEPTED));
    }
}
