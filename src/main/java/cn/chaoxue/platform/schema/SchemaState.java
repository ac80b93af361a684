package cn.chaoxue.platform.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/// What a database's own record of migrations says beside those of this build; each by the name of its script.
///
/// @param pending this build needs it, and it has not run
/// @param failed it has begun and not come to its end
/// @param strange it has run, and is not this build's or not as this build has it; or it never can, being too late
/// @param newer it has run after all of this build's: a newer version has begun to take over
record SchemaState(List<String> pending, List<String> failed, List<String> strange, List<String> newer) {

    private static final String MIGRATE =
            " Run the command `database migrate` of this build, as the owner of the tables: docs/operations/run.md.";
    private static final String MEND = " Undo what the failed one has left, as the owner delete its row of"
            + " flyway_schema_history, then run `database migrate`.";
    private static final String ANOTHER =
            " Another build has migrated it: start that one, or give this one a database of its own.";

    /// Asks by Flyway's own connection, which need only read. Throws Flyway's failure where it cannot.
    static SchemaState of(Flyway flyway) {
        SchemaState state = new SchemaState(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Arrays.stream(flyway.info().all()).forEach(state::add);
        return state;
    }

    private void add(MigrationInfo migration) {
        switch (migration.getState()) {
            case PENDING, ABOVE_TARGET, OUTDATED -> pending.add(migration.getScript());
            case IGNORED -> strange.add(migration.getScript() + " (newer ones ran without it)");
            case FAILED, FUTURE_FAILED, MISSING_FAILED -> failed.add(migration.getScript());
            case MISSING_SUCCESS, DELETED, UNDONE -> strange.add(migration.getScript());
            case FUTURE_SUCCESS -> newer.add(migration.getScript());
            case SUCCESS, OUT_OF_ORDER -> addUnlessAsRun(migration);
            case BASELINE, BELOW_BASELINE, BASELINE_IGNORED, AVAILABLE, SUPERSEDED -> {}
        }
    }

    private void addUnlessAsRun(MigrationInfo migration) {
        if (!migration.isChecksumMatching()) {
            strange.add(migration.getScript() + " (changed since it ran)");
        }
    }

    /// Why nothing may be served on such tables, and what to do; empty where all may be. A newer version's are none:
    /// they leave the one before able to work, which goes on beside it, and may have to start again meanwhile.
    Optional<String> fault() {
        if (pending.isEmpty() && failed.isEmpty() && strange.isEmpty()) {
            return Optional.empty();
        }
        String remedy = !strange.isEmpty() ? ANOTHER : !failed.isEmpty() ? MEND : MIGRATE;
        return Optional.of("The database is not as this build needs it:" + named("not run yet", pending)
                + named("failed", failed) + named("not as in this build", strange) + remedy);
    }

    private static String named(String what, List<String> scripts) {
        return scripts.isEmpty() ? "" : " " + what + ": " + String.join(", ", scripts) + ".";
    }
}
