package cn.chaoxue.study;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// Microseconds, the unit Redis and PostgreSQL both keep exactly. Pure.
final class StudyTime {

    private StudyTime() {}

    static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    static long micros(OffsetDateTime at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at.toInstant());
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static OffsetDateTime timestamp(long micros) {
        return instant(micros).atOffset(ZoneOffset.UTC);
    }
}
