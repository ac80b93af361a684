package cn.chaoxue.cadre;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Which were approved, and which were not: decided meanwhile, one's own, or not the caller's to see.
@Schema(name = "Approved")
record ApprovedView(
        @Schema(examples = "[17]") List<Long> approved,
        @Schema(examples = "[18]") List<Long> left) {}
