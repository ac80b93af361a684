package cn.chaoxue.cadre;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Whose record. In the body, since addresses end up in logs.
@Schema(name = "CadreLookUp")
record CadreLookUpRequest(
        @NotBlank @Size(max = 20) @Schema(examples = "11010519491231002X")
        String idNumber) {

    /// Names nobody: requests end up in failures.
    @Override
    public String toString() {
        return "CadreLookUpRequest";
    }
}
