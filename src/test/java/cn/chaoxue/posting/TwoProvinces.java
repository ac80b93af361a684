package cn.chaoxue.posting;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/// One person, two provinces beneath one centre, and who answers for each.
abstract class TwoProvinces {

    static final String DAY = "2026-03-01";

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    UnitRef centre;
    UnitRef home;
    UnitRef away;
    Person person;
    String sender;
    String receiver;

    @BeforeEach
    void onePersonInOneOfTwoProvinces() {
        centre = units.centre();
        home = units.province(centre);
        away = units.province(centre);
        person = people.learner(home);
        sender = people.tokenOf(people.active(home, Role.PROVINCE_ADMIN));
        receiver = people.tokenOf(people.active(away, Role.PROVINCE_ADMIN));
    }

    final Response abroad(String day) {
        return wish(person.id(), Map.of("kind", "TRANSFER", "to", away.name(), "post", "团委副书记", "effectiveOn", day));
    }

    final Response wish(long cadre, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of("effectiveOn", DAY, "reason", "组织安排，见文件"));
        body.putAll(more);
        return as(sender).body(body).post("/api/v1/cadres/%d/postings".formatted(cadre));
    }

    final Response decide(String token, int change, String how) {
        return as(token).body(Map.of("reason", "已核实情况")).post("/api/v1/posting-changes/%d/%s".formatted(change, how));
    }

    final long unitNow() {
        assertThat(sql.number("select unit_id from account where id = ?", person.id()))
                .isEqualTo(sql.number("select unit_id from cadre where id = ?", person.id()));
        return sql.number("select unit_id from cadre where id = ?", person.id());
    }

    /// Whoever reaches both provinces moves.
    final Response place(UnitRef unit, String how, UnitRef other, String day) {
        String admin = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        return as(admin)
                .body(Map.of("unitId", other.id(), "effectiveOn", day))
                .post("/api/v1/units/%d/%s".formatted(unit.id(), how));
    }

    /// In which units people stood on a day, as somebody sees it.
    static List<Long> standing(String token, String day) {
        return standing(token, day, "items");
    }

    /// Of some of those listed.
    static List<Long> standing(String token, String day, String some) {
        return as(token)
                .get("/api/v1/postings?limit=200&on=" + day)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList(some + ".unit.id", Long.class);
    }

    static String postingsOf(Person person) {
        return "/api/v1/cadres/%d/postings".formatted(person.id());
    }
}
