package cn.chaoxue.load.day;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What one Gatling process is to do; travels to it as system properties.
/// @param urls of the service processes; people spread over them evenly
/// @param source its address of the loopback net: one has only some 28,000 ports to a server
/// @param people file with a line per learner: id, tab, access token; an empty token logs in for real
/// @param boards file with a line per open board: unit id, tab, access token
/// @param ramp within which everybody comes
/// @param steady how long everybody then stays
record DayPlan(List<String> urls, String source, Path people, Path boards, Duration ramp, Duration steady) {

    private static final String PREFIX = "chaoxue.day.";

    List<String> asProperties() {
        return List.of(
                property("urls", String.join(",", urls)),
                property("source", source),
                property("people", people.toString()),
                property("boards", boards.toString()),
                property("ramp", Long.toString(ramp.toSeconds())),
                property("steady", Long.toString(steady.toSeconds())));
    }

    static DayPlan fromProperties() {
        return new DayPlan(
                List.of(value("urls").split(",")),
                value("source"),
                Path.of(value("people")),
                Path.of(value("boards")),
                Duration.ofSeconds(Long.parseLong(value("ramp"))),
                Duration.ofSeconds(Long.parseLong(value("steady"))));
    }

    private static String property(String name, String value) {
        return "-D" + PREFIX + name + "=" + value;
    }

    private static String value(String name) {
        String value = System.getProperty(PREFIX + name);
        if (value == null) {
            throw new IllegalArgumentException(PREFIX + name + " is missing");
        }
        return value;
    }
}
