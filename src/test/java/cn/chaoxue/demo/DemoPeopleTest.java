package cn.chaoxue.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitLevel;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemoPeopleTest {

    private static final List<UnitSeed> UNITS = UnitSeeds.all();
    private static final Map<String, UnitSeed> BY_CODE =
            UNITS.stream().collect(Collectors.toMap(UnitSeed::code, Function.identity()));

    @Test
    void sameSeed_givesTheSamePeople() {
        assertThat(people(7, 500)).isEqualTo(people(7, 500)).isNotEqualTo(people(8, 500));
    }

    @Test
    void numbers_areValidAndNobodyElses() {
        List<DemoPerson> people = people(7, 20_000);

        assertThat(people).allSatisfy(person -> {
            assertThat(person.idNumber()).matches("99\\d{15}[\\dX]");
            assertThat(remainder(person.idNumber())).isEqualTo(1);
            assertThat(LocalDate.parse(dashed(person.idNumber()))).isEqualTo(person.birthDate());
            assertThat((person.idNumber().charAt(16) - '0') % 2 == 1).isEqualTo(person.male());
            assertThat(person.mobile()).matches("154\\d{8}");
        });
        assertThat(distinct(people, DemoPerson::idNumber)).isEqualTo(people.size());
        assertThat(distinct(people, DemoPerson::mobile)).isEqualTo(people.size());
    }

    @Test
    void people_liveInEveryProvinceAndAtEveryLevel() {
        List<DemoPerson> people = people(7, 2000);

        assertThat(people.stream().map(p -> unit(p).province()).collect(Collectors.toSet()))
                .hasSize(39);
        assertThat(people.stream().map(p -> worksFor(p).level())).contains(UnitLevel.values());
        assertThat(people.stream().filter(DemoPerson::pending).count()).isBetween(40L, 130L);
        assertThat(people.stream().filter(p -> worksFor(p).level() == UnitLevel.GRASSROOTS))
                .allMatch(p -> p.place().cadreClass().equals("GRASSROOTS"));
    }

    @Test
    void postedAccounts_areWhoTheySay() {
        List<DemoPerson> posted = people(7, PostedAccount.values().length);

        assertThat(posted.stream().map(DemoPerson::role).collect(Collectors.toSet()))
                .isEqualTo(Set.of(Role.LEARNER, Role.CITY_ADMIN, Role.LIAISON, Role.CENTRE_ADMIN, Role.OPERATOR));
        assertThat(posted).allMatch(p -> BY_CODE.containsKey(p.unitCode()));
        assertThat(posted.get(PostedAccount.NEWCOMER.ordinal()).pending()).isTrue();
    }

    @Test
    void units_haveParentsBeforeThemAndCodesOfTheirOwn() {
        Set<String> seen = new HashSet<>();
        for (UnitSeed unit : UNITS) {
            assertThat(unit.parent() == null || seen.contains(unit.parent())).isTrue();
            assertThat(seen.add(unit.code())).isTrue();
        }
        assertThat(unit("110101").parent()).isEqualTo("110000");
        assertThat(unit("110101").name()).isEqualTo("共青团北京市东城区委员会");
        assertThat(unit("330106").parent()).isEqualTo("330100");
        assertThat(unit("330106").shortName()).isEqualTo("西湖区");
    }

    /// ISO 7064 MOD 11-2: a valid number is congruent to 1.
    private static int remainder(String number) {
        int value = 0;
        for (char c : number.toCharArray()) {
            value = (value * 2 + (c == 'X' ? 10 : c - '0')) % 11;
        }
        return value;
    }

    private static String dashed(String number) {
        return number.substring(6, 10) + "-" + number.substring(10, 12) + "-" + number.substring(12, 14);
    }

    /// Not the 本级 leaf, but the unit above it.
    private static UnitSeed worksFor(DemoPerson person) {
        UnitSeed unit = unit(person);
        return UnitSeeds.isStaff(unit) ? unit(Objects.requireNonNull(unit.parent())) : unit;
    }

    private static UnitSeed unit(DemoPerson person) {
        return unit(person.unitCode());
    }

    private static UnitSeed unit(String code) {
        return Objects.requireNonNull(BY_CODE.get(code), code);
    }

    private static long distinct(List<DemoPerson> people, Function<DemoPerson, String> value) {
        return people.stream().map(value).distinct().count();
    }

    private static List<DemoPerson> people(long seed, int count) {
        DemoPeople people = new DemoPeople(seed, UNITS);
        return IntStream.range(0, count).mapToObj(people::person).toList();
    }
}
