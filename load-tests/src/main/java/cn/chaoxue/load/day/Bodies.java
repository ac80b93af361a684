package cn.chaoxue.load.day;

import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.rush.Passwords;
import io.gatling.javaapi.core.Session;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a learner's device writes.
final class Bodies {

    private static final double OVERLAP_SECONDS = 75;
    private static final String ANSWERS = IntStream.range(0, 10)
            .mapToObj(question -> "\"" + (100 + question) + "\":[\"A\"]")
            .collect(Collectors.joining(",", "{", "}"));

    private Bodies() {}

    static String login(Session session) {
        String ticket = session.contains("ticket") ? session.getString("ticket") : "";
        return "{\"username\":\"" + Passwords.usernameOf(Long.parseLong(session.getString("id"))) + "\",\"password\":\""
                + Passwords.PASSWORD + "\",\"ticket\":\"" + ticket + "\"}";
    }

    /// The film runs in real time; each heartbeat carries the last minute again.
    static String heartbeat(Session session) {
        double position = Math.min(3_600, (System.currentTimeMillis() - session.getLong("began")) / 1_000.0);
        return String.format(
                Locale.ROOT,
                "{\"courseId\":%d,\"session\":\"day%s\",\"seq\":%d,\"position\":%.1f,\"rate\":1.0,\"watched\":[[%.1f,%.1f]]}",
                School.FILM,
                session.getString("id"),
                session.getInt("seq"),
                position,
                Math.max(0, position - OVERLAP_SECONDS),
                position);
    }

    static String saving(Session session) {
        return "{\"seq\":" + (session.getInt("saved") + 1) + ",\"answers\":" + ANSWERS + "}";
    }

    static String submission(Session session) {
        return "{\"answers\":" + ANSWERS + "}";
    }
}
