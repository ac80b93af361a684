package cn.chaoxue.load.plan;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The time in which everybody studies.
record Window(Duration length) {

    private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}:\\d{2})-(\\d{1,2}:\\d{2})");
    private static final Pattern DURATION = Pattern.compile("(?i)(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?");

    /// `19:00-21:00` (over midnight where the end is not later), or a duration: `2h`, `90m`, `1h30m`, `7d`.
    /// Anything else is an [IllegalArgumentException].
    static Window parse(String text) {
        Matcher clock = CLOCK.matcher(text);
        Duration length = clock.matches() ? between(clock.group(1), clock.group(2)) : duration(text);
        if (length.isZero()) {
            throw new IllegalArgumentException("a window must last");
        }
        return new Window(length);
    }

    double seconds() {
        return length.toSeconds();
    }

    private static Duration between(String from, String to) {
        Duration length = Duration.between(time(from), time(to));
        return length.isPositive() ? length : length.plusDays(1);
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text.length() == 4 ? "0" + text : text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no time of day", e);
        }
    }

    private static Duration duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (text.isBlank() || !parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither HH:MM-HH:MM nor a duration such as 2h or 90m");
        }
        return Duration.ofDays(number(parts.group(1)))
                .plusHours(number(parts.group(2)))
                .plusMinutes(number(parts.group(3)))
                .plusSeconds(number(parts.group(4)));
    }

    private static long number(@org.jspecify.annotations.Nullable String part) {
        return part == null ? 0 : Long.parseLong(part, 0, part.length() - 1, 10);
    }
}
