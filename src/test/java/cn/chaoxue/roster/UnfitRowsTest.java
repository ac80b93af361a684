package cn.chaoxue.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.http.Language;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Rows that did not pass: who gets them back, with which reasons, and what is written down of them.
@QuarkusTest
class UnfitRowsTest extends Exporting {

    @Test
    void rowsThatDidNotPass_comeBackInClearWithTheirReasons() throws IOException {
        int id = admin.tried("a.csv", unfit("基层", "=1+1"));
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
        byte[] rows = unfit("基层", "书记");
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
        Uploading keeper = new Uploading(people.tokenOf(people.active(province, Role.DATABASE_ADMIN)));
        int id = keeper.tried("b.csv", unfit("基层", "书记"));
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
        int id = admin.tried("a.csv", unfit("神仙", "书记"));
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
        assertThat(slugs).hasSize(21).contains("merged");
        for (Language language : Language.values()) {
            for (String slug : slugs) {
                String told = Reasons.in(language).of(new Note("unit", slug, 17));
                assertThat(told).as(slug).doesNotContain("why.").doesNotContain("{");
            }
        }
    }

    /// One person with an ID number and a unit that are none.
    private static byte[] unfit(String cadreClass, String post) {
        return Rosters.csv("林晓,123,13700000001,,,没有,%s,专职,%s,2024-09-01,,,".formatted(cadreClass, post));
    }

    private byte[] errors(int id, String format) {
        return admin.as()
                .get("/api/v1/cadres/imports/%d/errors?format=%s".formatted(id, format))
                .then()
                .statusCode(200)
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
}
