package cn.chaoxue.isolation;

import static cn.chaoxue.fixture.Api.as;
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
import io.restassured.response.Response;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What people with numbers that occur nowhere else go through: every way a personal value comes in, is changed, shown,
/// moved or sent out.
final class CanaryLife {

    /// Names stand in clear where lists are searched by them.
    static final String NAME = "金丝雀在矿井";

    /// A day in clear, which a search of days must find.
    static final String IN_POST = "2024-09-01";

    /// Before anybody else here was born.
    private static final LocalDate BORN = LocalDate.of(1951, 7, 23);
    private static final String MOBILE = "13787654321";
    private static final String AMENDED_MOBILE = "13776543219";
    private static final String EMAIL = "canary.of.the.mine@example.cn";
    private static final String QQ = "918273645546";
    private static final String PASSWORD = "only-canaries-know";
    private static final String OFFICE_PHONE = "0579-81726354";
    private static final String LIAISON_MOBILE = "13765432198";
    private static final String LIAISON_EMAIL = "canary.at.the.desk@example.cn";
    private static final String LIAISON_QQ = "817263544536";
    private static final String TYPO_MOBILE = "13754321987";

    private final People people;
    private final Sql sql;
    private final UnitRef own;
    private final UnitRef city;
    private final Person administrator;
    private final String admin;
    private final String idNumber;
    private final List<String> canaries = new ArrayList<>();

    CanaryLife(People people, Units units, Sql sql) {
        this.people = people;
        this.sql = sql;
        this.own = units.province();
        this.city = units.city(own);
        this.administrator = people.active(own, Role.PROVINCE_ADMIN, Role.UNMASK);
        this.admin = people.tokenOf(administrator);
        this.idNumber = fresh();
        canaries.addAll(List.of(idNumber, MOBILE, AMENDED_MOBILE, EMAIL, QQ, PASSWORD));
        canaries.addAll(List.of(OFFICE_PHONE, LIAISON_MOBILE, LIAISON_EMAIL, LIAISON_QQ, TYPO_MOBILE));
        List.of("yyyy-MM-dd", "yyyyMMdd", "yyyy/MM/dd", "yyyy/M/d", "yyyy.MM.dd", "yyyy年M月d日")
                .forEach(form -> canaries.add(BORN.format(DateTimeFormatter.ofPattern(form, Locale.ROOT))));
    }

    /// All that is secret or personal and must not be found; its values.
    List<String> live() {
        int id = entered(own, idNumber, MOBILE);
        activated(id);
        lookedAt(id);
        listedAsLiaison();
        String person = String.join(",", NAME, idNumber, MOBILE, BORN.toString());
        new CanaryFiles(admin, own, person, EMAIL + "," + QQ).comeAndGo();
        canaries.addAll(new CanaryTexts(admin, own, id).typed(List.of(idNumber, MOBILE, EMAIL, QQ)));
        enteredTwiceAndMerged(id);
        secondFactor();
        oneTimePassword();
        refused();
        return List.copyOf(canaries);
    }

    private static String fresh() {
        return SyntheticId.born(BORN, Sql.unique());
    }

    private Map<String, Object> record(UnitRef unit, String number, String mobile) {
        Map<String, Object> record = new HashMap<>(Map.of(
                "unitId",
                unit.id(),
                "name",
                NAME,
                "idNumber",
                number,
                "mobile",
                mobile,
                "email",
                EMAIL,
                "qq",
                QQ,
                "cadreClass",
                "GRASSROOTS",
                "employment",
                "FULL_TIME",
                "inPostSince",
                IN_POST,
                "post",
                "书记"));
        record.put("birthDate", BORN.toString());
        return record;
    }

    private int entered(UnitRef unit, String number, String mobile) {
        return as(admin)
                .body(record(unit, number, mobile))
                .post("/api/v1/cadres")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void activated(int id) {
        String initial = Logins.login(idNumber, MOBILE).path("accessToken");
        done(202, as(initial).body(Map.of("mobile", AMENDED_MOBILE)).post("/api/v1/me/activation/amendment"));
        long amendment = sql.number("select id from amendment where cadre_id = ?", (long) id);
        Response queue = as(admin).get("/api/v1/amendments");
        done(200, queue);
        Object shown = queue.path("items.find { it.cadreId == %d }.submittedAt".formatted(id));
        done(
                200,
                as(admin)
                        .body(Map.of("field", "MOBILE", "reason", "核对变更申请表"))
                        .post("/api/v1/amendments/%d/revelations".formatted(amendment)));
        done(
                204,
                as(admin)
                        .body(Map.of("submittedAt", shown))
                        .post("/api/v1/amendments/%d/approval".formatted(amendment)));
        String again = Logins.login(idNumber, AMENDED_MOBILE).path("accessToken");
        done(200, as(again).body(Map.of("newPassword", PASSWORD)).post("/api/v1/me/activation/confirmation"));
        Response login = Logins.login(idNumber, PASSWORD);
        canaries.add(login.path("refreshToken"));
        done(200, as(login.path("accessToken")).get("/api/v1/me/sessions"));
        done(401, Logins.login(idNumber, MOBILE));
        done(401, Logins.login(MOBILE, idNumber));
    }

    private void lookedAt(int id) {
        for (String field : List.of("ID_NUMBER", "MOBILE", "EMAIL", "QQ")) {
            done(
                    200,
                    as(admin)
                            .body(Map.of("field", field, "reason", "核实身份"))
                            .post("/api/v1/cadres/%d/revelations".formatted(id)));
        }
        done(200, as(admin).body(Map.of("q", NAME)).post("/api/v1/cadres/search"));
        done(200, as(admin).body(Map.of("name", NAME)).post("/api/v1/liaisons/search"));
        done(200, as(admin).body(Map.of("idNumber", idNumber)).post("/api/v1/cadres/look-up"));
        done(200, as(admin).get("/api/v1/cadres/%d/postings".formatted(id)));
        done(200, as(admin).get("/api/v1/audit"));
    }

    private void listedAsLiaison() {
        int id = as(admin)
                .body(Map.of(
                        "unitId", own.id(),
                        "name", NAME,
                        "post", "干事",
                        "officePhone", OFFICE_PHONE,
                        "mobile", LIAISON_MOBILE,
                        "email", LIAISON_EMAIL,
                        "qq", LIAISON_QQ))
                .post("/api/v1/liaisons")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        done(
                200,
                as(admin)
                        .body(Map.of("field", "OFFICE_PHONE", "reason", "核实身份"))
                        .post("/api/v1/liaisons/%d/revelations".formatted(id)));
    }

    /// A slip of the pen made a second record; corrected, it is found to be the first, and united with it.
    private void enteredTwiceAndMerged(int first) {
        String slip = fresh();
        canaries.add(slip);
        int second = entered(city, slip, TYPO_MOBILE);
        Map<String, Object> corrected = record(city, idNumber, TYPO_MOBILE);
        corrected.put("version", as(admin).get("/api/v1/cadres/" + second).path("version"));
        as(admin)
                .body(corrected)
                .put("/api/v1/cadres/" + second)
                .then()
                .statusCode(409)
                .body("reason", is("id-number-known"));
        long conflict = sql.number("select max(id) from id_conflict where cadre_id = ?", (long) first);
        done(200, as(admin).get("/api/v1/conflicts"));
        done(204, as(admin).body(Map.of("reason", "同一个人录入两次")).post("/api/v1/conflicts/%d/merger".formatted(conflict)));
    }

    private void secondFactor() {
        Factors.Device device = Factors.enrolled(administrator);
        canaries.add(device.secret());
        canaries.addAll(device.recoveryCodes());
        device.recoveryCodes().forEach(code -> canaries.add(code.replace("-", "")));
        String half =
                Logins.login(administrator.idNumber(), administrator.password()).path("accessToken");
        done(200, Factors.present(half, device.recoveryCodes().getFirst()));
    }

    private void oneTimePassword() {
        Person below = people.active(city, Role.DATABASE_ADMIN);
        String password = as(admin)
                .body(Map.of("reason", "忘记了密码"))
                .post("/api/v1/administrators/%d/reset".formatted(below.id()))
                .then()
                .statusCode(200)
                .extract()
                .path("oneTimePassword");
        canaries.add(password);
        done(200, Logins.login(below.idNumber(), password));
    }

    /// What is broken is not quoted.
    private void refused() {
        done(400, as(admin).body("{\"mobile\": \"" + MOBILE + "\", broken").post("/api/v1/cadres"));
        done(
                400,
                as(admin)
                        .body(Map.of("mobile", MOBILE + "9", "idNumber", idNumber))
                        .post("/api/v1/cadres"));
        Map<String, Object> otherDay = record(own, idNumber, MOBILE);
        otherDay.put("birthDate", BORN.plusDays(1).toString());
        done(400, as(admin).body(otherDay).post("/api/v1/cadres"));
        done(409, as(admin).body(record(own, idNumber, MOBILE)).post("/api/v1/cadres"));
        done(400, as(admin).body(Map.of("mobile", MOBILE, "qq", EMAIL)).post("/api/v1/liaisons"));
    }

    static void done(int status, Response answer) {
        answer.then().statusCode(status);
    }
}
