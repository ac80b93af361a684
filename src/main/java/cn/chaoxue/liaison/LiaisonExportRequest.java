package cn.chaoxue.liaison;

import cn.chaoxue.cadre.ExportDesk;
import cn.chaoxue.org.UnitLevel;
import cn.chaoxue.platform.form.Impersonal;
import cn.chaoxue.platform.sheet.Sheet;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Which entries, in which form: the filters of the directory.
@Schema(name = "LiaisonExportRequest")
record LiaisonExportRequest(
        Sheet.@Nullable Format format,

        @Schema(examples = "12", description = "Unit id; without it, the caller's whole subtree") @Nullable
        Long unit,

        @Nullable UnitLevel level,

        @Size(max = 32) @Schema(examples = "晓", description = "Part of the name") @Nullable
        String name,

        @Schema(examples = "false", description = "Those of units that are no more, in place of the others") @Nullable
        Boolean former,

        @Schema(description = "Numbers in clear: for holders of `unmask`, with a reason, and limited")
        boolean clear,

        @Size(max = 200) @Impersonal @Schema(examples = "集中学习通知") @Nullable
        String reason)
        implements ExportDesk.Request {

    Sheet.Format form() {
        return format == null ? Sheet.Format.XLSX : format;
    }

    boolean ofFormer() {
        return Boolean.TRUE.equals(former);
    }

    /// Names nobody.
    @Override
    public String toString() {
        return "LiaisonExportRequest[" + form() + "]";
    }
}
