package cn.chaoxue.deadletter;

import io.smallrye.mutiny.Uni;
import java.util.Map;

/// A path whose entries may become dead letters, and the way back for them.
public interface LetterSource {

    /// The name under which its letters are kept; stored, so it never changes.
    String name();

    /// What an operator may see of a letter: whom and what it concerns by opaque ids, never answers.
    Map<String, String> about(Letter letter);

    /// Persists the entry by the same steps as any other of its path and marks the letter as done
    /// ([DeadLetters#done]) in the same transaction. Trying twice counts once.
    Uni<Attempted> tryAgain(Letter letter);

    /// What came of it. A failed [Uni] means that nobody knows: the letter stays as it is.
    sealed interface Attempted {

        /// Persisted.
        /// @param now by this attempt; otherwise somebody else was faster
        record Saved(boolean now) implements Attempted {}

        /// Still refused, for this reason.
        record Refused(String reason) implements Attempted {}
    }
}
