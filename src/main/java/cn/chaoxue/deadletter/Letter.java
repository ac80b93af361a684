package cn.chaoxue.deadletter;

import java.time.Instant;
import java.util.Map;

/// A dead letter that waits.
/// @param entryId names the entry among those of its source
/// @param fields the entry, whole
public record Letter(
        long id, String source, String entryId, Map<String, String> fields, String reason, Instant createdAt) {

    /// A field that must be there; an [IllegalArgumentException] says which one is not.
    public String field(String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("field " + name + " is missing");
        }
        return value;
    }
}
