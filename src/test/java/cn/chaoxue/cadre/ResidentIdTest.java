package cn.chaoxue.cadre;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.SyntheticId;
import java.time.LocalDate;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ResidentIdTest {

    @Test
    void numberPrintedInTheStandard_isAccepted() {
        // The two examples of GB 11643-1999, annex.
        assertThat(ResidentId.parse("11010519491231002X")).isPresent();
        assertThat(ResidentId.parse("440524188001010014")).as("born 1880").isEmpty();
        assertThat(ResidentId.checkOf("44052418800101001")).isEqualTo('4');
    }

    @Test
    void parts_areRead() {
        ResidentId woman = ResidentId.parse(" 11010519491231002x ").orElseThrow();
        assertThat(woman.birthDate()).isEqualTo(LocalDate.of(1949, 12, 31));
        assertThat(woman.sex()).isEqualTo(Sex.FEMALE);
        assertThat(woman.value()).isEqualTo("11010519491231002X");
        assertThat(woman).hasToString("110***********002X");
    }

    @Test
    void impossibleDates_areRefused() {
        for (String body : new String[] {"11010119990229001", "11010119991301001", "11010120990101001"}) {
            assertThat(ResidentId.parse(body + ResidentId.checkOf(body)))
                    .as(body)
                    .isEmpty();
        }
    }

    @Test
    void numberInOtherDigits_isRefused() {
        assertThat(ResidentId.parse("１１０１０５１９４９１２３１００２X")).isEmpty();
    }

    @Property
    void everySyntheticNumber_isAccepted(@ForAll @LongRange(max = 15_000_000) long n) {
        assertThat(ResidentId.parse(SyntheticId.of(n))).isPresent();
    }

    @Property
    void anyOneWrongDigit_isNoticed(
            @ForAll @LongRange(max = 15_000_000) long n,
            @ForAll @IntRange(max = 16) int place,
            @ForAll @CharRange(from = '0', to = '9') char digit) {
        StringBuilder number = new StringBuilder(SyntheticId.of(n));
        Assume.that(number.charAt(place) != digit);
        number.setCharAt(place, digit);
        assertThat(ResidentId.parse(number.toString())).isEmpty();
    }

    @Property
    void anyTwoNeighboursSwapped_areNoticed(
            @ForAll @LongRange(max = 15_000_000) long n, @ForAll @IntRange(max = 15) int place) {
        StringBuilder number = new StringBuilder(SyntheticId.of(n));
        char left = number.charAt(place);
        char right = number.charAt(place + 1);
        Assume.that(left != right);
        number.setCharAt(place, right);
        number.setCharAt(place + 1, left);
        assertThat(ResidentId.parse(number.toString())).isEmpty();
    }

    @Property
    void anyText_isParsedWithoutFailing(@ForAll @StringLength(max = 30) String text) {
        ResidentId.parse(text).ifPresent(id -> assertThat(id.value()).hasSize(18));
    }
}
