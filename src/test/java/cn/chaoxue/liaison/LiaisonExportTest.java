package cn.chaoxue.liaison;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.audit.Origin;
import cn.chaoxue.cadre.Exporting;
import cn.chaoxue.fixture.AdministeredProvince;
import cn.chaoxue.fixture.Directory;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.Unit;
import cn.chaoxue.org.UnitLevel;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.http.Language;
import cn.chaoxue.platform.sheet.Sheet;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The directory as a file: what it shows, to whom, and what is written down of it.
@QuarkusTest
class LiaisonExportTest extends AdministeredProvince {

    private static final String PATH = "/api/v1/liaisons/";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Directory directory;

    @Inject
    LiaisonExports exports;

    @Override
    protected Role[] roles() {
        return new Role[] {Role.PROVINCE_ADMIN, Role.UNMASK};
    }

    @Test
    void exportMasked_namesTheExporterAndShowsNoNumber() {
        enter(city, Map.of("remarks", "=1+1"));
        String text = export(Map.of("format", "CSV"), 200);
        assertThat(text.lines().findFirst().orElseThrow()).contains("导出人：测试员", province.name(), "已脱敏");
        assertThat(text)
                .contains(city.name() + ",林晓,副部长,", "138****1234", "12*****89", "l***@example.cn", ",'=1+1")
                .doesNotContain("13800001234", "0571-87000000", "lin.xiao");
        assertThat(text.lines()).hasSize(3);
        assertThat(actions()).containsExactly("liaison.export", "liaison.exported");
        String reader = people.tokenOf(people.active(province, Role.LIAISON));
        as(reader).body(Map.of()).post(PATH + "exports").then().statusCode(403);
    }

    @Test
    void exportInEnglish_hasEnglishHeadings() {
        String text = as(admin)
                .header("Accept-Language", "en")
                .body(Map.of("format", "CSV"))
                .post(PATH + "exports")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(text.lines().toList().getFirst()).contains("Exported by: ", "Masked");
        assertThat(text.lines().toList().get(1)).endsWith("Unit,Name,Post,Office phone,Mobile,QQ,E-mail,Remarks");
    }

    /// The file holds what the list shows: those of units that are, or those of units that are no more.
    @Test
    void exportOfFormerUnits_holdsThoseAlone() {
        enter(province, Map.of("name", "现任甲"));
        enter(city, Map.of("name", "前任乙"));
        sql.run("update unit set closed_on = '2026-03-01' where id = ?", city.id());
        assertThat(export(Map.of("format", "CSV"), 200)).contains("现任甲").doesNotContain("前任乙");
        assertThat(export(Map.of("format", "CSV", "former", true), 200))
                .contains("前任乙")
                .doesNotContain("现任甲");
    }

    @Test
    void exportInClear_needsAReasonAndIsCountedWithThatOfRecords() {
        enter(city, Map.of("name", "市级甲"));
        enter(province, Map.of("name", "省级乙", "mobile", "13800005678"));
        export(Map.of("clear", true, "format", "CSV"), 400);
        Map<String, Object> clear = Map.of("clear", true, "format", "CSV", "reason", "集中学习通知", "level", "CITY");
        String masking = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN));
        as(masking).body(clear).post(PATH + "exports").then().statusCode(403).body("reason", is("unmask"));
        assertThat(export(clear, 200))
                .contains("市级甲", "13800001234", "0571-87000000", "lin.xiao@example.cn", "123456789")
                .doesNotContain("13800005678");
        export(clear, 200);
        as(admin)
                .body(Map.of("clear", true, "reason", "年度统计"))
                .post("/api/v1/cadres/exports")
                .then()
                .statusCode(200);
        export(clear, 429);
        as(admin)
                .body(Map.of("clear", true, "reason", "年度统计"))
                .post("/api/v1/cadres/exports")
                .then()
                .statusCode(429);
        assertThat(actions()).contains("liaison.export-clear");
    }

    @Test
    void entryMovedWhileTheFileIsSent_takesNoOtherOutOfIt() {
        List<UnitRef> cities = Stream.of(city, units.city(province))
                .sorted(Comparator.comparing(UnitRef::path))
                .toList();
        long first = directory.fill(cities.getFirst(), 501);
        AssertSubscriber<byte[]> file =
                exports.send(masked(province), csv()).subscribe().withSubscriber(AssertSubscriber.create(1));
        file.awaitItems(1, SOON);
        sql.run("update liaison set unit_id = ? where id = ?", cities.getLast().id(), first + 499);
        file.request(Long.MAX_VALUE).awaitCompletion(SOON);
        assertThat(names(file.getItems())).hasSize(501).doesNotHaveDuplicates();
    }

    private String export(Map<String, Object> request, int status) {
        byte[] file = as(admin)
                .body(request)
                .post(PATH + "exports")
                .then()
                .statusCode(status)
                .extract()
                .asByteArray();
        return new String(file, StandardCharsets.UTF_8);
    }

    private List<String> actions() {
        String all = (String) sql.value(
                "select string_agg(action, ',' order by seq) from audit_entry where unit_id = ? and action like 'liaison.export%'",
                province.id());
        return List.of(all.split(","));
    }

    private void enter(UnitRef unit, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "unitId", unit.id(),
                "name", "林晓",
                "post", "副部长",
                "officePhone", "0571-87000000",
                "mobile", "13800001234",
                "qq", "123456789",
                "email", "lin.xiao@example.cn"));
        all.putAll(more);
        as(admin).body(all).post("/api/v1/liaisons").then().statusCode(201);
    }

    private static Exporting.Wish masked(UnitRef unit) {
        Unit found = new Unit(unit.id(), unit.name(), unit.name(), UnitLevel.PROVINCE, null, unit.path(), true, null);
        return new Exporting.Wish(
                Exporting.Kind.LIAISON, found, false, null, Origin.COMMAND_LINE, "somebody", Language.ZH);
    }

    private static LiaisonExportRequest csv() {
        return new LiaisonExportRequest(Sheet.Format.CSV, null, null, null, null, false, null);
    }

    private static List<String> names(List<byte[]> pieces) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        pieces.forEach(whole::writeBytes);
        return whole.toString(StandardCharsets.UTF_8)
                .lines()
                .skip(2)
                .map(line -> line.split(",")[1])
                .toList();
    }
}
