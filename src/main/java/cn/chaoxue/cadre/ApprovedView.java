package cn.chaoxue.cadre;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Which were approved, and which were not.
@Schema(name = "Approved")
record ApprovedView(@Schema(examples = "[17]") List<Long> approved, List<Left> left) {

    @Schema(name = "NotApproved")
    record Left(
            @Schema(examples = "18") long id,

            @Schema(
                    examples = "disagrees",
                    description =
                            "`absent`: decided meanwhile, or not the caller's to see; `own-record`; `disagrees`: the"
                                    + " record was changed so that the proposal fits it no more; `newer`: handed in again since"
                                    + " the version that was shown")
            String reason) {}

    static ApprovedView none() {
        return new ApprovedView(new ArrayList<>(), new ArrayList<>());
    }

    void note(long id, Review review) {
        switch (review) {
            case Review.Done() -> approved.add(id);
            case Review.Own() -> left.add(new Left(id, "own-record"));
            case Review.Unfit _ -> left.add(new Left(id, "disagrees"));
            case Review.Newer() -> left.add(new Left(id, "newer"));
            case Review.Absent _, Review.Empty _, Review.Active _ -> left.add(new Left(id, "absent"));
        }
    }
}
