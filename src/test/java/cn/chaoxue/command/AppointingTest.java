package cn.chaoxue.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.SyntheticId;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Factors;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AppointingTest {

    private static final Pattern PASSWORD = Pattern.compile("one-time password: ([A-Z2-9-]{19})");

    @Inject
    Appointing appointing;

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    private record Ran(int exitCode, String said) {

        String password() {
            Matcher found = PASSWORD.matcher(said);
            assertThat(found.find()).as(said).isTrue();
            return found.group(1);
        }
    }

    @Test
    void recordedPerson_becomesAnAdministratorOfTheCentre() {
        UnitRef centre = units.centre();
        Person somebody = people.pending(centre);
        Ran ran = run(appointing::appoint, somebody.idNumber(), "", "首任管理员");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.said()).doesNotContain(somebody.idNumber());
        Logins.login(somebody.idNumber(), somebody.mobile()).then().statusCode(401);
        Logins.login(somebody.idNumber(), ran.password())
                .then()
                .statusCode(200)
                .body("mustChangePassword", is(true))
                .body("caller.unit.path", is(centre.path()))
                .body("caller.roles", contains("change-password"));
        assertThat(sql.value(
                        "select role || ' ' || unit_id from staff_grant where account_id = ? and given_by is null",
                        somebody.id()))
                .isEqualTo("centre-admin " + centre.id());
        assertThat(sql.value(
                        "select action || ' ' || actor_id || ' ' || address || ' ' || reason from audit_entry where subject_id = ? order by seq limit 1",
                        somebody.id()))
                .isEqualTo("grant.give 0 command line 首任管理员");
        Ran again = run(appointing::appoint, somebody.idNumber(), "", "再来一次");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.said()).contains("already", "admin reset");
    }

    /// Nobody above the centre could give it.
    @Test
    void seeingInClear_isGivenAtTheMachineWhenAskedFor() {
        UnitRef centre = units.centre();
        Person first = people.pending(centre);
        Person second = people.active(centre, Role.CENTRE_ADMIN);
        String held = "select string_agg(role, ' ' order by role) from staff_grant where account_id = ?";
        assertThat(run(appointing::appoint, first.idNumber(), "", "首任管理员", "yes")
                        .password())
                .isNotEmpty();
        assertThat(sql.value(held, first.id())).isEqualTo("centre-admin unmask");
        assertThat(run(appointing::appoint, second.idNumber(), "", "查阅明文", "no").exitCode())
                .isEqualTo(1);
        assertThat(sql.value(held, second.id())).isEqualTo("centre-admin");
        Ran slip = run(appointing::appoint, second.idNumber(), "", "查阅明文", "yess");
        assertThat(slip.said()).contains("answer yes or no");
        assertThat(sql.value(held, second.id())).isEqualTo("centre-admin");
        Ran widened = run(appointing::appoint, second.idNumber(), "", "查阅明文", "是");
        assertThat(widened.exitCode()).isZero();
        assertThat(widened.said()).doesNotContain("one-time password");
        assertThat(sql.value(held, second.id())).isEqualTo("centre-admin unmask");
        assertThat(sql.number(
                        "select count(*) from audit_entry where action = 'grant.give' and subject_id = ?", second.id()))
                .isEqualTo(1);
    }

    @Test
    void personNobodyRecorded_isEnteredByTheRulesOfTheForm() {
        String idNumber = SyntheticId.of(14_999_001);
        Ran wrong = run(appointing::appoint, idNumber, "林晓", "12345", "书记", "", "首任管理员");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.said()).contains("mobile");
        Ran unknown = run(appointing::appoint, idNumber, "", "首任管理员");
        assertThat(unknown.said()).contains("nobody is recorded");
        Ran ran = run(appointing::appoint, idNumber, "林晓", "13812349001", "书记", "", "首任管理员");
        assertThat(ran.said()).doesNotContain(idNumber, "13812349001");
        int id = Logins.login(idNumber, ran.password())
                .then()
                .statusCode(200)
                .extract()
                .path("caller.id");
        assertThat(sql.value(
                        "select string_agg(action, ' ' order by seq) from audit_entry where subject_id = ?", (long) id))
                .asString()
                .contains("cadre.create grant.give");
        assertThat(sql.value("select u.level from cadre c join unit u on u.id = c.unit_id where c.id = ?", (long) id))
                .isEqualTo("CENTRE");
    }

    /// Nobody is above the centre who could rename it.
    @Test
    void answersThatDoNotFit_leaveNoCentreBehind() {
        String idNumber = SyntheticId.of(14_999_002);
        String roots = "select count(*) from unit where parent_id is null";
        sql.run("update unit set closed_on = date '2999-12-31' where parent_id is null and closed_on is null");
        try {
            long before = sql.number(roots);
            Ran mobile = run(appointing::appoint, idNumber, "林晓", "12345", "书记", "共青团中央", "首任管理员");
            Ran name = run(appointing::appoint, idNumber, "林晓", "13812349002", "书记", "团", "首任管理员");
            assertThat(sql.number(roots)).isEqualTo(before);
            assertThat(mobile.said()).contains("mobile");
            assertThat(name.said()).contains("2 to 20 characters");
            assertThat(name.exitCode()).isEqualTo(1);
        } finally {
            sql.run("update unit set closed_on = null where parent_id is null and closed_on = date '2999-12-31'");
        }
    }

    @Test
    void numberOfARecordWithAnotherAccount_isToldAsItIs() {
        Person somebody = people.pending(units.centre());
        sql.run("update account set username_index = sha256(username_index) where id = ?", somebody.id());
        Ran ran = run(appointing::appoint, somebody.idNumber(), "林晓", "13812349003", "书记", "", "首任管理员");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.said()).contains("nobody was entered").doesNotContain("give a name");
    }

    @Test
    void lostPhoneAndPassword_areMadeGoodForTheCentreAlone() {
        UnitRef centre = units.centre();
        Person admin = people.active(centre, Role.CENTRE_ADMIN);
        Factors.enrolled(admin);
        Ran ran = run(appointing::reset, admin.idNumber(), "手机遗失，当面核实");
        Logins.login(admin.idNumber(), admin.password()).then().statusCode(401);
        Logins.login(admin.idNumber(), ran.password()).then().statusCode(200).body("mustChangePassword", is(true));
        assertThat(sql.number("select count(*) from second_factor where account_id = ?", admin.id()))
                .isZero();
        assertThat(sql.number("select count(*) from recovery_code where account_id = ?", admin.id()))
                .isZero();
        assertThat(sql.value(
                        "select string_agg(action || ' ' || actor_id, ',') from audit_entry where subject_id = ? and action like 'account.%'",
                        admin.id()))
                .isEqualTo("account.reset 0");
        Person below = people.active(units.province(centre), Role.PROVINCE_ADMIN);
        Ran refused = run(appointing::reset, below.idNumber(), "手机遗失，当面核实");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.said()).contains("a unit above");
    }

    @Test
    void whatIsNoIdNumber_orHasNoReason_changesNothing() {
        Person somebody = people.pending(units.centre());
        assertThat(run(appointing::appoint, "11010519491231002Y", "").said()).contains("not an ID number");
        assertThat(run(appointing::appoint, somebody.idNumber(), "", "").said()).contains("a reason of 4 to 200");
        sql.run("update account set status = 'DISABLED' where id = ?", somebody.id());
        assertThat(run(appointing::appoint, somebody.idNumber(), "", "首任管理员").said())
                .contains("disabled");
        assertThat(sql.number("select count(*) from staff_grant where account_id = ?", somebody.id()))
                .isZero();
    }

    private static Ran run(BiFunction<Questions, PrintStream, Uni<Integer>> command, String... answers) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        Questions questions = new Questions(new StringReader(String.join("\n", answers) + "\n"), out);
        int exitCode = command.apply(questions, out).await().atMost(Duration.ofSeconds(20));
        return new Ran(exitCode, said.toString(StandardCharsets.UTF_8));
    }
}
