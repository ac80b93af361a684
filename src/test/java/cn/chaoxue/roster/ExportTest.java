package cn.chaoxue.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.SyntheticId;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.http.Language;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Files that leave: what they show, what they come back as, and what is written down of them.
@QuarkusTest
class ExportTest {

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    private UnitRef province;
    private UnitRef city;
    private Uploading admin;
    private Person administrator;

    @BeforeEach
    void administratorOfAProvince() {
        province = units.province();
        city = units.city(province);
        administrator = people.active(province, Role.PROVINCE_ADMIN, Role.UNMASK);
        admin = new Uploading(people.tokenOf(administrator));
    }

    @Test
    void masked_namesTheExporterAndShowsNoNumber() {
        Person learner = people.learner(city);
        Person foreign = people.learner(units.province());
        String text = new String(export(Map.of("format", "CSV"), 200), StandardCharsets.UTF_8);
        assertThat(text.lines().findFirst().orElseThrow()).contains(administrator.name(), province.name(), "已脱敏");
        assertThat(text)
                .contains(learner.idNumber().substring(0, 3) + "***********")
                .doesNotContain(
                        learner.idNumber(),
                        learner.mobile(),
                        learner.name(),
                        "199****" + foreign.mobile().substring(7));
        LocalDate born = SyntheticId.birthDate(learner.idNumber());
        assertThat(text).contains("," + born.getYear() + ",").doesNotContain(born.toString());
        assertThat(entries("roster.export")).isEqualTo(1);
        assertThat(entries("roster.exported")).isEqualTo(1);
    }

    @Test
    void newAppointees_areMarkedAndMayGoAlone() {
        Person fresh = people.learner(city);
        people.learner(city);
        String within = LocalDate.now(ZoneId.of("Asia/Shanghai")).getYear() + "-01-02";
        sql.run("update cadre set in_post_since = ?::date where id = ?", within, fresh.id());
        List<String> all = new String(export(Map.of("format", "CSV"), 200), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(all.get(1)).endsWith(",新任职");
        assertThat(all).filteredOn(line -> line.endsWith(",是")).hasSize(1);
        assertThat(all).filteredOn(line -> line.endsWith(",否")).hasSize(2);
        byte[] alone = export(Map.of("format", "CSV", "newAppointee", true), 200);
        assertThat(new String(alone, StandardCharsets.UTF_8).lines().skip(2)).hasSize(1);
    }

    @Test
    void inClear_needsAReasonAndComesBackUnchanged() throws IOException {
        sql.run(
                "update unit set name = ?, short_name = ? where id = ?",
                "市" + city.id() + "（本级）",
                "市" + city.id(),
                city.id());
        String number = SyntheticId.of(13_900_000 + Sql.unique() % 90_000);
        String row = "欧阳·娜娜," + number + ",13700000001,,,市" + city.id()
                + ",科级,挂职,'-书记（兼）,2024-09-01,2030-01-01,a@b.cn,12345678";
        admin.applied(admin.tried("a.csv", (TestFiles.HEADING + "\n" + row).getBytes(StandardCharsets.UTF_8)));
        admin.as()
                .body(Map.of("clear", true))
                .post("/api/v1/cadres/exports")
                .then()
                .statusCode(400);
        for (String format : List.of("CSV", "XLSX")) {
            byte[] file = export(Map.of("format", format, "clear", true, "reason", "年度统计", "unit", city.id()), 200);
            List<Line> lines = TestFiles.lines(file);
            assertThat(lines).hasSize(1);
            assertThat(lines.getFirst().cell(Column.ID_NUMBER)).isEqualTo(number);
            assertThat(lines.getFirst().cell(Column.BIRTH_DATE))
                    .isEqualTo(SyntheticId.birthDate(number).toString());
            assertThat(lines.getFirst().cell(Column.POST)).isEqualTo("-书记（兼）");
            int again = admin.tried("again." + format, file);
            assertThat(admin.one(again).getInt("found.unchanged")).isEqualTo(1);
        }
        export(Map.of("clear", true, "reason", "年度统计"), 200);
        export(Map.of("clear", true, "reason", "年度统计"), 429);
        assertThat(entries("roster.export-clear")).isEqualTo(3);
    }

    /// Each counted before any was written down, all would go.
    @Test
    void inClearAtTheSameTime_areCountedOneAfterTheOther() throws Exception {
        try (ExecutorService together = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> requests = Collections.nCopies(
                    8,
                    () -> admin.as()
                            .body(Map.of("clear", true, "format", "CSV", "reason", "年度统计"))
                            .post("/api/v1/cadres/exports")
                            .statusCode());
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer : together.invokeAll(requests)) {
                answers.add(answer.get());
            }
            assertThat(answers).filteredOn(status -> status == 200).hasSize(3);
            assertThat(answers).filteredOn(status -> status == 429).hasSize(5);
        }
        assertThat(entries("roster.export-clear")).isEqualTo(3);
    }

    /// Whoever works in English gets English files, and what is in them comes back as it went.
    @Test
    void filesInEnglish_areInEnglishAloneAndComeBackUnchanged() throws IOException {
        Person learner = people.learner(city);
        sql.run("update unit set name = ? where id = ?", "市" + city.id(), city.id());
        sql.run("update cadre set name = '林晓潮', appointed_on = '2018-09-01' where id = ?", learner.id());
        Map<String, Object> wish = Map.of("format", "CSV", "clear", true, "reason", "年度统计", "unit", city.id());
        byte[] file = english()
                .body(wish)
                .post("/api/v1/cadres/exports")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        List<String> rows = new String(file, StandardCharsets.UTF_8).lines().toList();
        assertThat(rows.getFirst()).contains("Exported by: ", "personal data").doesNotContain("导出人");
        assertThat(rows.get(1)).contains("Name,ID number,", ",Account,New appointee");
        assertThat(rows.get(2))
                .contains(learner.idNumber(), ",Grass roots,Full-time,")
                .endsWith(",No");
        int again = admin.tried("again.csv", file);
        assertThat(admin.one(again).getInt("found.unchanged")).isEqualTo(1);
        String earlier = String.join("\n", rows).replace("2018-09-01", "2017-09-01");
        int moved = admin.tried("moved.csv", earlier.getBytes(StandardCharsets.UTF_8));
        assertThat(admin.one(moved).getInt("found.change")).isEqualTo(1);
        admin.applied(moved);
        assertThat(sql.value("select appointed_on::text from cadre where id = ?", learner.id()))
                .isEqualTo("2017-09-01");
        byte[] template = english()
                .get("/api/v1/cadres/imports/template?format=CSV")
                .then()
                .extract()
                .asByteArray();
        assertThat(new String(template, StandardCharsets.UTF_8)).contains("Name*,ID number*,", "Example 林晓");
        assertThat(TestFiles.lines(template)).isEmpty();
    }

    private RequestSpecification english() {
        return admin.as().header("Accept-Language", "en");
    }

    @Test
    void template_isReadAsAnEmptyRoster() throws IOException {
        for (String format : List.of("CSV", "XLSX")) {
            byte[] file = admin.as()
                    .get("/api/v1/cadres/imports/template?format=" + format)
                    .then()
                    .statusCode(200)
                    .header("Cache-Control", is("no-store"))
                    .extract()
                    .asByteArray();
            assertThat(TestFiles.lines(file)).isEmpty();
        }
    }

    @Test
    void rowsThatDidNotPass_comeBackInClearWithTheirReasons() throws IOException {
        String rows = TestFiles.HEADING + "\n林晓,123,13700000001,,,没有,基层,专职,=1+1,2024-09-01,,,\n";
        int id = admin.tried("a.csv", rows.getBytes(StandardCharsets.UTF_8));
        byte[] csv = errors(id, "CSV");
        assertThat(new String(csv, StandardCharsets.UTF_8))
                .contains("林晓,123,13700000001", "错误原因", "身份证号", "没有这个单位", "职务：是公式", ",'=1+1,");
        assertThat(TestFiles.lines(errors(id, "XLSX")).getFirst().cell(Column.NAME))
                .isEqualTo("林晓");
        assertThat(entries("roster.errors")).isEqualTo(2);
        assertThat(sentRows()).containsExactly("1", "1");
    }

    @Test
    void whoKeepsRecords_exportsThemMaskedAndGetsBackTheOwnRowsAlone() throws IOException {
        for (Role role : List.of(Role.DATABASE_ADMIN, Role.PROVINCE_ADMIN)) {
            exportsMasked(new Uploading(people.tokenOf(people.active(province, role))));
        }
    }

    private void exportsMasked(Uploading keeper) throws IOException {
        String text = TestFiles.HEADING + "\n林晓,123,13700000001,,,没有,基层,专职,书记,2024-09-01,,,\n";
        byte[] rows = text.getBytes(StandardCharsets.UTF_8);
        String exports = "/api/v1/cadres/exports";
        keeper.as().body(Map.of("format", "CSV")).post(exports).then().statusCode(200);
        keeper.as()
                .body(Map.of("format", "CSV", "clear", true, "reason", "年度统计"))
                .post(exports)
                .then()
                .statusCode(403)
                .body("reason", is("unmask"));
        String errors = "/api/v1/cadres/imports/%d/errors?format=CSV";
        int others = admin.tried("a.csv", rows);
        keeper.as().get(errors.formatted(others)).then().statusCode(403).body("reason", is("unmask"));
        assertThat(keeper.rows(others).prettify()).doesNotContain("13700000001");
        int own = keeper.tried("b.csv", rows);
        keeper.as().get(errors.formatted(own)).then().statusCode(200);
        admin.as().get(errors.formatted(own)).then().statusCode(403).body("reason", is("reason-needed"));
    }

    /// One count for whatever leaves in clear; of the own rows there is none.
    @Test
    void rowsOfSomebodysFile_leaveForAReasonAndCountAsExports() throws IOException {
        String text = TestFiles.HEADING + "\n林晓,123,13700000001,,,没有,基层,专职,书记,2024-09-01,,,\n";
        Uploading keeper = new Uploading(people.tokenOf(people.active(province, Role.DATABASE_ADMIN)));
        int id = keeper.tried("b.csv", text.getBytes(StandardCharsets.UTF_8));
        String errors = "/api/v1/cadres/imports/%d/errors?format=CSV".formatted(id);
        Map<String, Object> why = Map.of("reason", "核对退回的行");
        admin.as().body(Map.of("reason", "    核")).post(errors).then().statusCode(400);
        keeper.as().body(why).post(errors).then().statusCode(403).body("reason", is("unmask"));
        byte[] file = admin.as()
                .body(why)
                .post(errors)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        assertThat(new String(file, StandardCharsets.UTF_8))
                .contains("导出人：" + administrator.name(), "林晓,123,13700000001");
        assertThat(TestFiles.lines(file).getFirst().cell(Column.MOBILE)).isEqualTo("13700000001");
        export(Map.of("clear", true, "reason", "年度统计"), 200);
        admin.as().body(why).post(errors).then().statusCode(200);
        admin.as().body(why).post(errors).then().statusCode(429);
        export(Map.of("clear", true, "reason", "年度统计"), 429);
        keeper.as().get(errors).then().statusCode(200);
        assertThat(sql.value(
                        "select max(reason) from audit_entry where actor_id = ? and action = 'roster.errors-clear'",
                        administrator.id()))
                .isEqualTo("核对退回的行");
        assertThat(entries("roster.errors-clear")).isEqualTo(2);
        assertThat(sentRows()).containsExactly("1", "1");
    }

    @Test
    void reasonsInEnglish_comeInAFileThatIsReadAgain() throws IOException {
        String rows = TestFiles.HEADING + "\n林晓,123,13700000001,,,没有,神仙,专职,书记,2024-09-01,,,\n";
        int id = admin.tried("a.csv", rows.getBytes(StandardCharsets.UTF_8));
        byte[] file = admin.as()
                .header("Accept-Language", "de, en-GB;q=0.8, zh;q=0.5")
                .get("/api/v1/cadres/imports/%d/errors?format=CSV".formatted(id))
                .asByteArray();
        assertThat(new String(file, StandardCharsets.UTF_8))
                .contains(
                        "ID number",
                        "What is wrong",
                        "Cadre class: only one of: Bureau level, ",
                        "Unit: there is no such unit");
        assertThat(TestFiles.lines(file).getFirst().cell(Column.MOBILE)).isEqualTo("13700000001");
        assertThat(admin.rows(id).getString("items[0].notes.find { it.column == 'unit' }.text"))
                .isEqualTo("单位：在您的管辖范围内没有这个单位，请按系统中的名称或代码填写");
    }

    /// A slug without words would be shown as it is.
    @Test
    void everyReason_hasItsWordsInBothLanguages() {
        List<String> slugs = Arrays.stream(Note.SLUGS.split("`"))
                .filter(part -> part.matches("[a-z-]+"))
                .toList();
        assertThat(slugs).hasSize(20);
        for (Language language : Language.values()) {
            for (String slug : slugs) {
                String told = Reasons.in(language).of(new Note("unit", slug, 17));
                assertThat(told).as(slug).doesNotContain("why.").doesNotContain("{");
            }
        }
    }

    private byte[] errors(int id, String format) {
        return admin.as()
                .get("/api/v1/cadres/imports/%d/errors?format=%s".formatted(id, format))
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
    }

    private byte[] export(Map<String, Object> request, int status) {
        return admin.as()
                .body(request)
                .post("/api/v1/cadres/exports")
                .then()
                .statusCode(status)
                .extract()
                .asByteArray();
    }

    /// How many rows went with each download of rows that did not pass, as the log says behind it.
    private List<String> sentRows() {
        Object rows = sql.value("""
                select string_agg(changes::json -> 0 ->> 'after', ',') from audit_entry
                where actor_id = ? and action = 'roster.errors-sent' and changes::json -> 0 ->> 'field' = 'records'
                """, administrator.id());
        return List.of(String.valueOf(rows).split(","));
    }

    private long entries(String action) {
        return sql.number(
                "select count(*) from audit_entry where actor_id = ? and action = ?", administrator.id(), action);
    }
}
