package cn.chaoxue.load.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

    @ParameterizedTest
    @CsvSource({
        "19:00-21:00,PT2H",
        "8:30-12:00,PT3H30M",
        "22:00-01:00,PT3H",
        "2h,PT2H",
        "90m,PT90M",
        "1h30m,PT90M",
        "7d,PT168H"
    })
    void clockTimesAndDurations_areLengths(String text, Duration length) {
        assertThat(Window.parse(text).length()).isEqualTo(length);
    }

    @Test
    void sameTimeTwice_isADay() {
        assertThat(Window.parse("08:00-08:00").length()).isEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "19:00", "25:00-26:00", "0m", "-2h", "2"})
    void anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> Window.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
