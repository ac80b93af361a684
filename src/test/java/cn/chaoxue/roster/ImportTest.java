package cn.chaoxue.roster;

import static cn.chaoxue.roster.Rosters.MOBILE;
import static cn.chaoxue.roster.Rosters.csv;
import static cn.chaoxue.roster.Rosters.freshId;
import static cn.chaoxue.roster.Rosters.notes;
import static cn.chaoxue.roster.Rosters.row;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// From a file to people: tried out, reported, applied, repeated.
@QuarkusTest
class ImportTest extends Importing {

    @Test
    void newPeople_areTriedThenEnteredWithAccounts() {
        String first = freshId();
        String second = freshId();
        int id = admin.tried(
                "名册.csv", csv(row("林晓", first, city.name(), "书记"), row("欧阳 娜娜", second, city.name(), "委员")));
        assertThat(admin.one(id).getInt("found.create")).isEqualTo(2);
        assertThat(recorded(first)).isZero();
        JsonPath report = admin.rows(id);
        assertThat(report.getList("items.outcome")).containsExactly("CREATE", "CREATE");
        assertThat(report.getList("items.line")).containsExactly(2, 3);
        assertThat(report.prettify())
                .doesNotContain(first)
                .doesNotContain(MOBILE)
                .doesNotContain("林晓");
        JsonPath done = admin.applied(id);
        assertThat(done.getInt("done.create")).isEqualTo(2);
        Logins.login(first, MOBILE).then().statusCode(200).body("mustActivate", is(true));
        long cadre = sql.number("select id from cadre where name = '欧阳娜娜' and unit_id = ?", city.id());
        assertThat(sql.number(
                        "select count(*) from audit_entry where action = 'cadre.create' and subject_id = ?", cadre))
                .isEqualTo(1);
        assertThat(sql.number(
                        "select count(*) from audit_entry where action = 'roster.applied' and subject_id = ?",
                        (long) id))
                .isEqualTo(1);
        assertThat(sql.number("select count(*) from roster_part where import_id = ?", (long) id))
                .isZero();
    }

    @Test
    void everyRow_isToldAllThatIsWrong() {
        Person elsewhere = people.learner(units.province());
        Person sibling = people.learner(units.city(province));
        String twice = freshId();
        int id = admin.tried(
                "名册.csv",
                csv(
                        "李,123,2,女,1999-13-01,没有这个单位,神仙,全职,,明天,,x@,1",
                        row("林晓", elsewhere.idNumber(), city.name(), "书记"),
                        row("林晓", sibling.idNumber(), city.name(), "书记"),
                        row("林晓", twice, city.name(), "书记"),
                        row("林晓", twice, city.name(), "书记"),
                        row("林晓", "1.1010519491231E+17", city.name(), "书记"),
                        row("=1+1", freshId(), province.name() + "/" + city.name(), "书记")));
        JsonPath rows = admin.rows(id);
        assertThat(rows.getList("items.outcome"))
                .containsExactly("WRONG", "CONFLICT", "CONFLICT", "CREATE", "WRONG", "WRONG", "WRONG");
        assertThat(rows.<String>getList("items[0].notes.column"))
                .containsExactly(
                        "name",
                        "idNumber",
                        "mobile",
                        "birthDate",
                        "unit",
                        "cadreClass",
                        "employment",
                        "post",
                        "inPostSince",
                        "email",
                        "qq");
        Map<String, String> wrong = notes(rows, 0);
        assertThat(wrong)
                .containsEntry("name", "malformed")
                .containsEntry("idNumber", "check-digit")
                .containsEntry("mobile", "malformed")
                .containsEntry("birthDate", "not-a-date")
                .containsEntry("unit", "unit-unknown")
                .containsEntry("cadreClass", "unknown-word")
                .containsEntry("employment", "unknown-word")
                .containsEntry("post", "needed")
                .containsEntry("inPostSince", "not-a-date")
                .containsEntry("email", "malformed")
                .containsEntry("qq", "malformed");
        assertThat(notes(rows, 1)).containsEntry("idNumber", "elsewhere");
        assertThat(notes(rows, 2)).containsEntry("idNumber", "elsewhere-own");
        assertThat(notes(rows, 4)).containsEntry("idNumber", "duplicate");
        assertThat(rows.getInt("items[4].notes[0].line")).isEqualTo(5);
        assertThat(notes(rows, 5)).containsEntry("idNumber", "excel-number");
        assertThat(notes(rows, 6)).containsEntry("name", "formula");
        assertThat(admin.one(id).getInt("found.wrong")).isEqualTo(4);
        admin.applied(id);
        assertThat(sql.number("select count(*) from id_conflict where cadre_id = ?", elsewhere.id()))
                .isEqualTo(1);
    }

    @Test
    void repeatedAndChanged_changesOnlyWhatDiffers() {
        String number = freshId();
        admin.applied(admin.tried("a.csv", csv(row("林晓", number, city.name(), "书记"))));
        int again = admin.tried("a.csv", csv(row("林晓", number, city.name(), "书记")));
        assertThat(admin.applied(again).getInt("done.unchanged")).isEqualTo(1);
        int changed = admin.tried("a.csv", csv(row("林晓", number, city.name(), "副书记")));
        assertThat(notes(admin.rows(changed), 0)).containsExactlyEntriesOf(Map.of("post", "changed"));
        assertThat(admin.applied(changed).getInt("done.change")).isEqualTo(1);
        assertThat(sql.value("select post from cadre where unit_id = ?", city.id()))
                .isEqualTo("副书记");
    }

    @Test
    void unitInFullWidthCharacters_isFoundByItsNameInAnyWidth() {
        String name = "团委" + city.id() + "（本级）";
        sql.run("update unit set name = ?, short_name = ? where id = ?", name, "本" + city.id() + "Ａ", city.id());
        String narrow = "团委" + city.id() + "(本级)";
        String path = province.name() + "/" + name;
        int id = admin.tried(
                "a.csv",
                csv(
                        row("林晓", freshId(), name, "书记"),
                        row("林晓", freshId(), narrow, "书记"),
                        row("林晓", freshId(), path, "书记"),
                        row("林晓", freshId(), "本" + city.id() + "A", "书记")));
        assertThat(admin.one(id).getInt("found.create")).isEqualTo(4);
    }

    @Test
    void oneUnitsImport_isNobodyElses() {
        int id = admin.tried("a.csv", csv(row("林晓", freshId(), city.name(), "书记")));
        Uploading colleague = new Uploading(people.tokenOf(people.active(province, Role.PROVINCE_ADMIN)));
        assertThat(colleague.one(id).getString("state")).isEqualTo("READY");
        for (UnitRef other : List.of(units.province(), city)) {
            String token = people.tokenOf(people.active(other, Role.CITY_ADMIN));
            Uploading stranger = new Uploading(token);
            stranger.as().get("/api/v1/cadres/imports/" + id).then().statusCode(404);
            stranger.as()
                    .get("/api/v1/cadres/imports/%d/rows".formatted(id))
                    .then()
                    .statusCode(404);
            stranger.step(id, "application").then().statusCode(404);
            stranger.step(id, "cancellation").then().statusCode(404);
        }
        String learner = people.tokenOf(people.learner(province));
        given().header("Authorization", "Bearer " + learner)
                .get("/api/v1/cadres/imports")
                .then()
                .statusCode(403);
    }

    /// The number of somebody in the place of the unit is as little shown as in its own.
    @Test
    void rowOutOfStep_showsNoNumber() {
        String number = freshId();
        int id = admin.tried("a.csv", csv(row("林晓", freshId(), "街道" + number, "书记")));
        assertThat(admin.rows(id).getString("items[0].unit"))
                .startsWith("街道***")
                .hasSize(20);
        assertThat(admin.rows(id).prettify()).doesNotContain(number);
    }

    @Test
    void unreadableFile_failsWithItsReason() {
        int id = admin.send("a.csv", "姓名,身份证号,单位\n".getBytes(StandardCharsets.UTF_8));
        JsonPath view = admin.until(id, "FAILED");
        assertThat(view.getString("failure")).isEqualTo("columns-missing");
        assertThat(view.getString("detail")).isEqualTo("手机号、干部类别、任职方式、职务、任职时间");
        admin.step(id, "application").then().statusCode(409).body("reason", is("state"));
    }

    /// Named as the template of that language heads them.
    @Test
    void columnsOfAFileThatFailed_areNamedInTheLanguageAskedFor() {
        String needed = "Name,ID number,Unit,Cadre class,Employment,In post since";
        int missing = admin.send("a.csv", (needed + "\n").getBytes(StandardCharsets.UTF_8));
        int twice = admin.send("b.csv", (needed + ",Mobile,Post,手机号码\n").getBytes(StandardCharsets.UTF_8));
        admin.until(missing, "FAILED");
        admin.until(twice, "FAILED");
        assertThat(told(missing, "en")).isEqualTo("Mobile, Post");
        assertThat(told(missing, "zh-CN")).isEqualTo("手机号、职务");
        assertThat(told(twice, "en-GB")).isEqualTo("Mobile");
        assertThat(told(twice, "zh")).isEqualTo("手机号");
        admin.as()
                .header("Accept-Language", "en")
                .get("/api/v1/cadres/imports")
                .then()
                .body("items.detail", contains("Mobile", "Mobile, Post"));
    }

    private String told(int id, String language) {
        return admin.as()
                .header("Accept-Language", language)
                .get("/api/v1/cadres/imports/" + id)
                .path("detail");
    }

    private long recorded(String idNumber) {
        assertThat(idNumber).hasSize(18);
        return sql.number("select count(*) from cadre where unit_id = ?", city.id());
    }
}
