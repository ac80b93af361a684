package cn.chaoxue.deadletter;

import java.time.Instant;
import java.util.Map;

/// A letter as operators see it.
/// @param about whom and what it concerns, by opaque ids
public record LetterView(
        long id, String source, String entry, Map<String, String> about, String reason, Instant createdAt) {

    static LetterView of(Letter letter, Map<String, String> about) {
        return new LetterView(
                letter.id(), letter.source(), letter.entryId(), about, letter.reason(), letter.createdAt());
    }
}
