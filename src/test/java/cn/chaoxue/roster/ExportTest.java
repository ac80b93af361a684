package cn.chaoxue.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.Concurrently;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.SyntheticId;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Files that leave: what they show, what they come back as, and what is written down of them.
@QuarkusTest
class ExportTest extends Exporting {

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
    void inClearAtTheSameTime_areCountedOneAfterTheOther() {
        List<Integer> answers = Concurrently.times(
                8,
                () -> admin.as()
                        .body(Map.of("clear", true, "format", "CSV", "reason", "年度统计"))
                        .post("/api/v1/cadres/exports")
                        .statusCode());
        assertThat(answers).filteredOn(status -> status == 200).hasSize(3);
        assertThat(answers).filteredOn(status -> status == 429).hasSize(5);
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

    private RequestSpecification english() {
        return admin.as().header("Accept-Language", "en");
    }
}
