package cn.chaoxue.roster;

import cn.chaoxue.platform.http.Language;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.roster.Uploads.Step;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/// What a step with an import is answered with: the import as it is now, or why the step is refused.
@Singleton
class Steps {

    private final ImportRepository imports;
    private final RosterConfig config;

    Steps(ImportRepository imports, RosterConfig config) {
        this.imports = imports;
        this.config = config;
    }

    Uni<ImportView> view(Step step, long unitId, Language language) {
        return imports.find(refuse(step), unitId)
                .map(found -> ImportView.of(found.orElseThrow(Problem::notFound), config, language));
    }

    static long refuse(Step step) {
        return switch (step) {
            case Step.Done(long id) -> id;
            case Step.Absent() -> throw Problem.notFound();
            case Step.Unfit(String reason) -> throw Problem.conflict(reason, detail(reason));
        };
    }

    private static String detail(String reason) {
        return switch (reason) {
            case "too-many-imports" -> "The account has unfinished imports; finish or cancel them first.";
            case "too-many-files" -> "The account brought enough files today.";
            case "part-size" -> "The part has another size than announced, or there is none with this number.";
            case "part-missing" -> "Parts are missing.";
            default -> "The import is not in a state for that.";
        };
    }
}
