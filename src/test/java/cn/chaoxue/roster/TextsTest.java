package cn.chaoxue.roster;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.platform.sheet.Cells;
import java.time.LocalDate;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/// Laws of what is forgiven in cells.
class TextsTest {

    @Property(tries = 500)
    void clean_isDoneAfterOnce(@ForAll @StringLength(max = 40) String text) {
        String once = Texts.clean(text.replace("'", ""));
        assertThat(Texts.clean(once)).isEqualTo(once);
    }

    @Property(tries = 500)
    void safe_neverBeginsAFormulaAndComesBack(@ForAll @StringLength(max = 40) String text) {
        String clean = Texts.clean(text.replace("'", ""));
        String safe = Cells.safe(clean);
        assertThat(safe)
                .doesNotStartWith("=")
                .doesNotStartWith("+")
                .doesNotStartWith("-")
                .doesNotStartWith("@");
        assertThat(Texts.clean(safe)).isEqualTo(clean);
    }

    @Property(tries = 200)
    void days_readTheSameInEveryForm(@ForAll @IntRange(min = 3000, max = 20_000) int day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        int y = date.getYear();
        int m = date.getMonthValue();
        int d = date.getDayOfMonth();
        String serial =
                Long.toString(date.toEpochDay() - LocalDate.of(1899, 12, 30).toEpochDay());
        for (String text : new String[] {
            date.toString(),
            y + "/" + m + "/" + d,
            y + "." + m + "." + d,
            y + "年" + m + "月" + d + "日",
            "%d%02d%02d".formatted(y, m, d),
            Texts.day(serial, false)
        }) {
            assertThat(Texts.date(text)).as(text).contains(date);
        }
    }

    @Property(tries = 500)
    void kept_comesBackAsItWas(@ForAll @StringLength(max = 40) String text) {
        String stored = Texts.kept(text.replace("'", ""));
        assertThat(Texts.kept(Cells.safe(stored))).isEqualTo(stored);
    }

    @Example
    void kept_staysFullWidth() {
        assertThat(Texts.kept(" 书记（兼）\n")).isEqualTo("书记（兼）");
        assertThat(Texts.clean(" 书记（兼）\n")).isEqualTo("书记(兼)");
    }

    @Example
    void months_areTheirFirstDay() {
        assertThat(Texts.date("2024.09")).contains(LocalDate.of(2024, 9, 1));
        assertThat(Texts.date("2024年9月")).contains(LocalDate.of(2024, 9, 1));
        assertThat(Texts.date("2024-02-30")).isEmpty();
        assertThat(Texts.date("上周")).isEmpty();
    }
}
