package cn.chaoxue.study;

import cn.chaoxue.campaign.LearnerCourse;
import cn.chaoxue.deadletter.Burial;
import cn.chaoxue.deadletter.DeadLetters;
import cn.chaoxue.deadletter.Letter;
import cn.chaoxue.deadletter.LetterSource;
import cn.chaoxue.study.ProgressRepository.Change;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// The way back for progress. Coverage is united with what is stored by now, so however old the letter, it takes
/// nothing away.
@ApplicationScoped
class ProgressLetters implements LetterSource {

    static final String SOURCE = "study-progress";

    private final ProgressWriter writer;
    private final DeadLetters letters;

    ProgressLetters(ProgressWriter writer, DeadLetters letters) {
        this.writer = writer;
        this.letters = letters;
    }

    /// A change as it is buried.
    static Burial burial(Change change, String reason) {
        LearnerCourse who = change.who();
        CoverageState state = change.state();
        return new Burial(
                who.learnerId() + ":" + who.courseId() + ":" + state.version(),
                Map.of(
                        "learnerId", Long.toString(who.learnerId()),
                        "courseId", Long.toString(who.courseId()),
                        "segments", Integer.toString(state.segments()),
                        "coveredHex", state.bitmapHex(),
                        "position", Double.toString(state.position()),
                        "refusedSeconds", Integer.toString(state.refusedSeconds()),
                        "version", Long.toString(state.version())),
                reason);
    }

    @Override
    public String name() {
        return SOURCE;
    }

    @Override
    public Map<String, String> about(Letter letter) {
        Map<String, String> about = new HashMap<>(letter.fields());
        about.keySet().retainAll(Set.of("learnerId", "courseId"));
        return about;
    }

    @Override
    public Uni<Attempted> tryAgain(Letter letter) {
        AtomicBoolean now = new AtomicBoolean();
        return writer.rewrite(
                        changeOf(letter),
                        tx -> letters.done(tx, letter).invoke(now::set).replaceWithVoid())
                .replaceWith(() -> new Attempted.Saved(now.get()));
    }

    private static Change changeOf(Letter letter) {
        return new Change(
                new LearnerCourse(Long.parseLong(letter.field("learnerId")), Long.parseLong(letter.field("courseId"))),
                CoverageState.stored(
                        Integer.parseInt(letter.field("segments")),
                        Integer.parseInt(letter.fields().getOrDefault("refusedSeconds", "0")),
                        Long.parseLong(letter.field("version")),
                        Double.parseDouble(letter.field("position")),
                        HexFormat.of().parseHex(letter.field("coveredHex"))));
    }
}
