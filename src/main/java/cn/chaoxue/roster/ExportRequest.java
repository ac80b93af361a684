package cn.chaoxue.roster;

import cn.chaoxue.cadre.AccountStatus;
import cn.chaoxue.cadre.CadreClass;
import cn.chaoxue.cadre.Employment;
import cn.chaoxue.cadre.ExportDesk;
import cn.chaoxue.platform.form.Impersonal;
import cn.chaoxue.platform.sheet.Sheet;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Which records, in which form: the filters of the search.
@Schema(name = "RosterExportRequest")
record ExportRequest(
        Sheet.@Nullable Format format,

        @Schema(examples = "12", description = "Unit id; without it, the caller's whole subtree") @Nullable
        Long unit,

        @Size(max = 32) @Schema(examples = "晓", description = "Part of the name") @Nullable
        String name,

        @Size(max = 32)
        @Schema(examples = "lx", description = "Beginning of the name, or of its initials in pinyin")
        @Nullable
        String q,

        @Nullable CadreClass cadreClass,
        @Nullable Employment employment,
        @Nullable AccountStatus status,

        @Schema(description = "New appointees of the running study cycle alone")
        boolean newAppointee,

        @Schema(description = "Names and numbers in clear: for holders of `unmask`, with a reason, and limited")
        boolean clear,

        @Size(max = 200) @Impersonal @Schema(examples = "年度统计报送") @Nullable
        String reason)
        implements ExportDesk.Request {

    Sheet.Format form() {
        return format == null ? Sheet.Format.XLSX : format;
    }

    /// Names nobody.
    @Override
    public String toString() {
        return "ExportRequest[" + form() + "]";
    }
}
