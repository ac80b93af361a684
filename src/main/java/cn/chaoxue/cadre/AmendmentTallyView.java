package cn.chaoxue.cadre;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How many proposals wait, and when that was so.
@Schema(name = "AmendmentTally")
record AmendmentTallyView(
        @Schema(examples = "1667") long waiting,

        @Schema(description = "Goes into `until`: what is handed in after it is left out there")
        Instant at) {

    static AmendmentTallyView of(Amendments.Tally tally) {
        return new AmendmentTallyView(tally.waiting(), tally.at());
    }
}
