package cn.chaoxue.identity;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The caller as its own page sees it.
@Schema(name = "Caller")
record CallerView(
        @Schema(examples = "4711") long id,
        @Schema(examples = "林晓") String name,
        @Schema(examples = "[\"learner\"]") List<Role> roles,
        Caller.CallerUnit unit) {

    static CallerView of(Caller caller, String name) {
        return new CallerView(
                caller.id(), name, caller.roles().stream().sorted().toList(), caller.unit());
    }

    /// Names nobody: views end up in failures.
    @Override
    public String toString() {
        return "Caller[" + id + "]";
    }
}
