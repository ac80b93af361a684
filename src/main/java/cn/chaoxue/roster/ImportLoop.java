package cn.chaoxue.roster;

import cn.chaoxue.platform.schedule.RolesConfig;
import cn.chaoxue.platform.schedule.WorkerLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// Reads and applies imports in processes of the worker role, and deletes what has expired. Several workers share them
/// by leases.
@Singleton
class ImportLoop {

    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    /// Putting parts together takes seconds.
    private static final Duration LEFT_BEHIND = Duration.ofHours(1);

    private final Leases leases;
    private final Staging staging;
    private final Applying applying;
    private final RosterConfig config;
    private final RolesConfig roles;
    private final WorkerLoop work;
    private final WorkerLoop purge;

    ImportLoop(
            Leases leases, Staging staging, Applying applying, Expiry expiry, RosterConfig config, RolesConfig roles) {
        this.leases = leases;
        this.staging = staging;
        this.applying = applying;
        this.config = config;
        this.roles = roles;
        // A file is read and tried out within one step.
        this.work = new WorkerLoop("roster imports", config.pause(), this::step).within(config.longestRead());
        this.purge = new WorkerLoop("roster expiry", config.purgeEvery(), expiry::some);
    }

    void begin(@Observes StartupEvent event) {
        if (roles.worker()) {
            Scratch.sweep(TEMPORARY, Instant.now().minus(LEFT_BEHIND));
            work.start();
            purge.start();
        }
    }

    void end(@Observes ShutdownEvent event) {
        work.stop();
        purge.stop();
    }

    /// Moves one import on; how many rows that took.
    Uni<Integer> step() {
        return leases.claim()
                .chain(found ->
                        found.map(this::move).orElseGet(() -> Uni.createFrom().item(0)));
    }

    private Uni<Integer> move(Import of) {
        Uni<Integer> moved =
                refusal(of).map(trouble -> staging.fail(of, trouble)).orElseGet(() -> work(of));
        return moved.onFailure(LeaseLost.class).recoverWithItem(1);
    }

    private Uni<Integer> work(Import of) {
        return of.state() == Import.State.STAGING ? staging.stage(of) : applying.some(of);
    }

    /// Who asked for it must still answer for the unit, and a batch that never succeeds must not be tried for ever.
    private java.util.Optional<FileTrouble> refusal(Import of) {
        if (!of.allowed()) {
            return java.util.Optional.of(new FileTrouble("not-allowed-any-more"));
        }
        return of.attempts() > config.attempts()
                ? java.util.Optional.of(new FileTrouble("internal"))
                : java.util.Optional.empty();
    }
}
