package cn.chaoxue.liaison;

import cn.chaoxue.org.UnitRef;
import io.vertx.mutiny.sqlclient.Row;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An entry of the directory, numbers masked.
@Schema(name = "Liaison")
record LiaisonView(
        @Schema(examples = "17") long id,

        @Schema(examples = "3", description = "Goes into a change of the entry")
        int version,

        UnitRef unit,

        @Schema(description = "The unit is closed, or went into another")
        boolean former,

        @Schema(examples = "林晓") String name,
        @Schema(examples = "组织部副部长") String post,
        @Schema(examples = "057******0000") @Nullable String officePhoneMasked,
        @Schema(examples = "138****0000") @Nullable String mobileMasked,
        @Schema(examples = "12*****89") @Nullable String qqMasked,
        @Schema(examples = "l***@example.cn") @Nullable String emailMasked,
        @Schema(examples = "工作日在办公室") String remarks) {

    static LiaisonView of(Row row) {
        return new LiaisonView(
                row.getLong("id"),
                row.getInteger("version"),
                new UnitRef(row.getLong("unit_id"), row.getString("unit_name"), row.getString("unit_path")),
                row.getBoolean("former"),
                row.getString("name"),
                row.getString("post"),
                row.getString("office_phone_masked"),
                row.getString("mobile_masked"),
                row.getString("qq_masked"),
                row.getString("email_masked"),
                row.getString("remarks"));
    }

    /// Names nobody: views end up in failures.
    @Override
    public String toString() {
        return "LiaisonView[" + id + "]";
    }
}
