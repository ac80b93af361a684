package cn.chaoxue.cadre;

import cn.chaoxue.org.UnitRef;
import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A whole record, for who keeps it: the name in full, numbers masked (A1.9). Of the birth date the year alone: the day
/// would fill in what the masked ID number leaves out.
@Schema(name = "CadreRecord")
record CadreView(
        @Schema(examples = "4711") long id,

        @Schema(examples = "3", description = "Goes into a change of the record")
        int version,

        @Schema(examples = "林晓") String name,
        @Schema(examples = "330***********1234") String idNumberMasked,
        @Schema(examples = "138****5678") String mobileMasked,
        @Schema(examples = "l***@example.cn") @Nullable String emailMasked,
        @Schema(examples = "12*****89") @Nullable String qqMasked,
        Sex sex,
        @Schema(examples = "1990") int birthYear,
        CadreClass cadreClass,
        Employment employment,
        @Schema(examples = "团委书记") String post,
        LocalDate inPostSince,
        @Nullable LocalDate inPostUntil,

        @Schema(description = "The day of the first appointment, where it is not that of this post") @Nullable
        LocalDate appointedOn,

        AccountStatus status,

        @Schema(description = "Whether the person left; a return comes before anything else")
        boolean retired,

        @Schema(description = "Of the running study cycle: owes its hours pro rata")
        boolean newAppointee,

        UnitRef unit) {

    static CadreView of(Row row, Cycle running) {
        return new CadreView(
                row.getLong("id"),
                row.getInteger("version"),
                row.getString("name"),
                row.getString("id_masked"),
                row.getString("mobile_masked"),
                row.getString("email_masked"),
                row.getString("qq_masked"),
                Sex.valueOf(row.getString("sex")),
                row.getInteger("birth_year"),
                CadreClass.valueOf(row.getString("cadre_class")),
                Employment.valueOf(row.getString("employment")),
                row.getString("post"),
                row.getLocalDate("in_post_since"),
                row.getLocalDate("in_post_until"),
                row.getLocalDate("appointed_on"),
                AccountStatus.valueOf(row.getString("status")),
                row.getBoolean("retired"),
                running.isNew(row.getLocalDate("appointed")),
                new UnitRef(row.getLong("unit_id"), row.getString("unit_name"), row.getString("unit_path")));
    }

    /// Names nobody: views end up in failures.
    @Override
    public String toString() {
        return "CadreView[" + id + "]";
    }
}
