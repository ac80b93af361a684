package cn.chaoxue.study;

import cn.chaoxue.deadletter.Burial;
import cn.chaoxue.deadletter.DeadLetters;
import cn.chaoxue.study.ProgressRepository.Change;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import org.jboss.logging.Logger;

/// Progress that no retry can write becomes a dead letter; [ProgressLetters] is its way back.
@ApplicationScoped
class UnwritableProgress {

    private static final Logger LOG = Logger.getLogger(UnwritableProgress.class);

    private final DeadLetters letters;
    private final StudyMetrics metrics;

    UnwritableProgress(DeadLetters letters, StudyMetrics metrics) {
        this.letters = letters;
        this.metrics = metrics;
    }

    /// The same for what cannot even be read.
    Uni<Void> bury(Collection<Unreadable> found) {
        return Multi.createFrom()
                .iterable(found)
                .onItem()
                .transformToUniAndConcatenate(this::bury)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> bury(Unreadable one) {
        LOG.errorf("%s cannot be read: %s", one.place(), one.reason());
        return kept(one.burial());
    }

    Uni<Void> bury(Change change, String reason) {
        LOG.errorf("progress of %s cannot be written: %s", change.who(), reason);
        return kept(ProgressLetters.burial(change, reason));
    }

    private Uni<Void> kept(Burial burial) {
        return letters.keep(ProgressLetters.SOURCE, burial)
                .invoke(metrics::deadLetters)
                .replaceWithVoid();
    }
}
