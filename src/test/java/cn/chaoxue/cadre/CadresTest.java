package cn.chaoxue.cadre;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.SyntheticId;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CadresTest {

    /// Far above what the account-numbered fixtures use.
    private static final long FIRST = 9_000_000;

    @Inject
    Cadres cadres;

    @Inject
    Units units;

    @Inject
    Sql sql;

    @Inject
    People people;

    @Test
    void enteredPeople_canActivateWithTheirMobile() {
        NewCadre person = person(units.province(), FIRST + 1);
        Entered entered = insert(List.of(person));
        assertThat(entered.ids()).hasSize(1);
        Logins.login(person.idNumber().value(), person.mobile()).then().statusCode(200);
    }

    @Test
    void activePeople_logInWithTheirPassword() {
        long somebody = people.learner(units.province()).id();
        String hash = (String) sql.value("select password_hash from account where id = ?", somebody);
        NewCadre admin = person(units.province(), FIRST + 2).active(hash, Set.of(Role.PROVINCE_ADMIN, Role.LEARNER));
        long id = insert(List.of(admin)).ids().getFirst();
        Logins.login(admin.idNumber().value(), admin.mobile()).then().statusCode(401);
        assertThat(Logins.login(admin.idNumber().value(), People.PASSWORD).<List<String>>path("caller.roles"))
                .containsExactly("enrol-second-factor");
        assertThat(sql.value("select role from staff_grant where account_id = ?", id))
                .isEqualTo("province-admin");
    }

    @Test
    void repeatedRun_entersNobodyTwice() {
        UnitRef unit = units.province();
        List<NewCadre> crowd = crowd(unit, FIRST + 10, 2500);
        assertThat(insert(crowd.subList(0, 1200)).ids()).hasSize(1200);
        Entered again = insert(crowd);
        assertThat(again.ids()).hasSize(1300);
        assertThat(again.known()).isEqualTo(1200);
        assertThat(sql.number("select count(*) from cadre where unit_id = ?", unit.id()))
                .isEqualTo(2500);
        assertThat(sql.number("select count(*) from account where unit_id = ?", unit.id()))
                .isEqualTo(2500);
    }

    @Test
    void storedRows_holdNoNumberInClear() {
        UnitRef unit = units.province();
        NewCadre person = person(unit, FIRST + 5000);
        insert(List.of(person));
        String rows = (String) sql.value(
                "select string_agg(c::text || a::text, ' ') from cadre c join account a using (id) where c.unit_id = ?",
                unit.id());
        assertThat(rows).doesNotContain(person.idNumber().value(), person.mobile());
        assertThat(rows).doesNotContain(hex(person.idNumber().value()), hex(person.mobile()));
    }

    private Entered insert(List<NewCadre> people) {
        return cadres.insertAll(people).await().atMost(Duration.ofSeconds(30));
    }

    private static List<NewCadre> crowd(UnitRef unit, long first, int count) {
        return LongStream.range(first, first + count)
                .mapToObj(n -> person(unit, n))
                .toList();
    }

    private static NewCadre person(UnitRef unit, long n) {
        return NewCadre.learner(
                unit.id(),
                "林晓",
                ResidentId.parse(SyntheticId.of(n)).orElseThrow(),
                "198%08d".formatted(n),
                CadreClass.SECTION,
                Employment.SECONDED,
                "团委副书记",
                LocalDate.of(2024, 3, 1));
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
