package cn.chaoxue.cadre;

import cn.chaoxue.org.UnitRef;
import io.vertx.mutiny.sqlclient.Row;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A cadre in a list, masked (A1.9).
@Schema(name = "CadreRow")
record CadreRow(
        @Schema(examples = "4711") long id,
        @Schema(examples = "林*") String name,
        @Schema(examples = "330***********1234") String idNumberMasked,
        @Schema(examples = "138****5678") String mobileMasked,
        Sex sex,
        CadreClass cadreClass,
        @Schema(examples = "团委书记") String post,
        Employment employment,
        boolean activated,
        AccountStatus status,

        @Schema(description = "Of the running study cycle: owes its hours pro rata")
        boolean newAppointee,

        UnitRef unit) {

    static CadreRow of(Row row, Cycle running) {
        AccountStatus status = AccountStatus.valueOf(row.getString("status"));
        return new CadreRow(
                row.getLong("id"),
                Masking.name(row.getString("name")),
                row.getString("id_masked"),
                row.getString("mobile_masked"),
                Sex.valueOf(row.getString("sex")),
                CadreClass.valueOf(row.getString("cadre_class")),
                row.getString("post"),
                Employment.valueOf(row.getString("employment")),
                status != AccountStatus.PENDING,
                status,
                running.isNew(row.getLocalDate("appointed")),
                new UnitRef(row.getLong("unit_id"), row.getString("unit_name"), row.getString("unit_path")));
    }
}
