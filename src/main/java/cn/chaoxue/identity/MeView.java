package cn.chaoxue.identity;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Who I am, and what I owe before anything else.
@Schema(name = "Me")
record MeView(
        @Schema(examples = "4711") long id,
        @Schema(examples = "林晓") String name,
        @Schema(examples = "[\"learner\"]") List<Role> roles,
        Caller.CallerUnit unit,
        boolean mustActivate,
        boolean mustChangePassword,
        boolean mustPresentSecondFactor,
        boolean mustEnrolSecondFactor) {

    static MeView of(Caller caller, String name) {
        CallerView view = CallerView.of(caller, name);
        return new MeView(
                view.id(),
                view.name(),
                view.roles(),
                view.unit(),
                caller.has(Role.ACTIVATE),
                caller.has(Role.CHANGE_PASSWORD),
                caller.has(Role.SECOND_FACTOR),
                caller.has(Role.ENROL));
    }

    /// Names nobody: views end up in failures.
    @Override
    public String toString() {
        return "Me[" + id + "]";
    }
}
