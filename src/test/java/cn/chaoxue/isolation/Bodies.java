package cn.chaoxue.isolation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// What requests send that try.
final class Bodies {

    static final Map<String, Object> REASON = Map.of("reason", "试一试别人的");
    static final Map<String, Object> CADRE = Map.of(
            "name", "林晓",
            "cadreClass", "GRASSROOTS",
            "employment", "FULL_TIME",
            "post", "书记",
            "inPostSince", "2024-09-01",
            "version", 0);

    private Bodies() {}

    /// A time in three days.
    static String soon() {
        return Instant.now().plus(Duration.ofDays(3)).toString();
    }

    /// The body, and fields by name and value in turn.
    static Map<String, Object> with(Map<String, Object> body, Object... more) {
        Map<String, Object> all = new HashMap<>(body);
        for (int i = 0; i < more.length; i += 2) {
            all.put(String.valueOf(more[i]), more[i + 1]);
        }
        return all;
    }
}
