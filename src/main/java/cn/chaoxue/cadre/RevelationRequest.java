package cn.chaoxue.cadre;

import cn.chaoxue.platform.form.Impersonal;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Which field to show in clear, and why.
@Schema(name = "RevelationRequest")
record RevelationRequest(
        @NotNull Field field,

        @NotBlank @Size(min = 4, max = 200) @Impersonal @Schema(examples = "来电核实身份")
        String reason) {

    /// What is masked everywhere else.
    enum Field {
        ID_NUMBER("idNumber", record -> record.idNumber().value()),
        MOBILE("mobile", CadreRecord::mobile),
        EMAIL("email", CadreRecord::email),
        QQ("qq", CadreRecord::qq);

        final String wireName;
        private final Function<CadreRecord, @Nullable String> value;

        Field(String wireName, Function<CadreRecord, @Nullable String> value) {
            this.wireName = wireName;
            this.value = value;
        }

        /// What a record holds of it, in clear.
        @Nullable
        String in(CadreRecord record) {
            return value.apply(record);
        }
    }
}
