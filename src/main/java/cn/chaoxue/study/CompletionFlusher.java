package cn.chaoxue.study;

import cn.chaoxue.campaign.LearnerCourse;
import cn.chaoxue.study.CompletionStream.Event;
import cn.chaoxue.study.ProgressRepository.Change;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Persists courses that reached 100 % at once, not at their next flush: the test behind them may open right away.
/// An event is acknowledged only after its transaction commits; delivered again, it changes nothing.
@ApplicationScoped
class CompletionFlusher {

    private final CompletionStream stream;
    private final ProgressWriter writer;

    CompletionFlusher(CompletionStream stream, ProgressWriter writer) {
        this.stream = stream;
        this.writer = writer;
    }

    /// One bounded batch; yields how many events it held.
    Uni<Integer> flush() {
        return stream.take().call(this::apply).call(stream::done).map(List::size);
    }

    /// Committed to PostgreSQL with everything that follows from it.
    Uni<Void> apply(List<Event> events) {
        return writer.write(List.copyOf(distinct(events)));
    }

    /// A course can only once reach 100 %, unless Redis forgot that it had: one event of each is enough.
    private static Collection<Change> distinct(List<Event> events) {
        Map<LearnerCourse, Change> distinct = events.stream()
                .map(Event::change)
                .collect(Collectors.toMap(Change::who, Function.identity(), CompletionFlusher::later));
        return distinct.values();
    }

    private static Change later(Change one, Change other) {
        return one.state().version() >= other.state().version() ? one : other;
    }
}
