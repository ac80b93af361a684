package cn.chaoxue.liaison;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.AdministeredProvince;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LiaisonTest extends AdministeredProvince {

    private static final String PATH = "/api/v1/liaisons/";

    @Override
    protected Role[] roles() {
        return new Role[] {Role.PROVINCE_ADMIN, Role.UNMASK};
    }

    @Test
    void entry_isMaskedAndSealedAndShownForAReason() {
        int id = enter(city, Map.of("remarks", "工作日可致电"))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Response listed = search(admin, Map.of());
        listed.then()
                .body("items[0].mobileMasked", is("138****1234"))
                .body("items[0].qqMasked", is("12*****89"))
                .body("items[0].emailMasked", is("l***@example.cn"));
        assertThat(listed.asString()).doesNotContain("13800001234", "0571-87000000", "lin.xiao");
        assertThat((byte[]) sql.value("select contact from liaison where id = ?", (long) id))
                .as("sealed")
                .isNotEqualTo("13800001234".getBytes());
        reveal(admin, id, "MOBILE").then().statusCode(200).body("value", is("13800001234"));
        reveal(admin, id, "OFFICE_PHONE").then().body("value", is("0571-87000000"));
        as(admin)
                .get(PATH + id + "/history")
                .then()
                .body("items.action", contains("liaison.reveal", "liaison.reveal", "liaison.create"))
                .body("items[0].reason", is("联系集中学习"));
        String reader = people.tokenOf(people.active(province, Role.LIAISON));
        search(reader, Map.of())
                .then()
                .statusCode(200)
                .body("items.id", contains(id))
                .body("items[0].qqMasked", is("12*****89"))
                .body("items[0].emailMasked", is("l***@example.cn"))
                .body("items[0].remarks", is("工作日可致电"));
        reveal(reader, id, "MOBILE").then().statusCode(403);
        String masking = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN));
        reveal(masking, id, "MOBILE").then().statusCode(403).body("reason", is("unmask"));
    }

    @Test
    void change_keepsWhatIsNotGivenAndItsHistory() {
        int id = enter(city, Map.of()).path("id");
        Map<String, Object> wish = body(city, Map.of("post", "部长", "version", 0));
        wish.remove("mobile");
        wish.put("qq", "");
        as(admin)
                .body(wish)
                .put(PATH + id)
                .then()
                .statusCode(200)
                .body("post", is("部长"))
                .body("qqMasked", nullValue());
        as(admin).body(wish).put(PATH + id).then().statusCode(409).body("reason", is("stale"));
        reveal(admin, id, "MOBILE").then().body("value", is("13800001234"));
        as(admin)
                .get(PATH + id + "/history")
                .then()
                .body("items[1].changes.find { it.field == 'post' }.before", is("副部长"))
                .body("items[1].changes.find { it.field == 'qq' }.before", is("12*****89"));
    }

    @Test
    void removedEntry_isListedNoMore() {
        int id = enter(city, Map.of()).path("id");
        Map<String, Object> reason = Map.of("reason", "岗位调整");
        as(admin).body(reason).post(PATH + id + "/removal").then().statusCode(204);
        search(admin, Map.of()).then().body("items", empty());
        as(admin).get(PATH + id).then().statusCode(404);
        as(admin).body(reason).post(PATH + id + "/removal").then().statusCode(404);
    }

    @Test
    void directory_goesByTheTreePageByPage() {
        enter(city, Map.of("name", "市级甲"));
        enter(province, Map.of("name", "省级乙"));
        enter(city, Map.of("name", "市级丙"));
        Response first = search(admin, Map.of("limit", 2));
        assertThat(first.<List<String>>path("items.name")).containsExactly("省级乙", "市级甲");
        Response second = search(admin, Map.of("limit", 2, "after", first.<String>path("next")));
        assertThat(second.<List<String>>path("items.name")).containsExactly("市级丙");
        search(admin, Map.of("level", "PROVINCE")).then().body("items.name", contains("省级乙"));
        search(admin, Map.of("name", "甲")).then().body("items.name", contains("市级甲"));
        search(admin, Map.of("unit", city.id())).then().body("items.size()", is(2));
        enter(city, Map.of("name", "买买提•艾力"));
        search(admin, Map.of("name", "提・艾")).then().body("items.name", contains("买买提·艾力"));
        search(admin, Map.of("name", "138")).then().statusCode(400).body("errors[0].field", is("name"));
    }

    /// Whoever was to be called there is not the one to call in the other; an administrator says who is.
    @Test
    void entryOfAUnitThatIsGone_isAmongTheFormerAndCanBeTakenToAnother() {
        UnitRef heir = units.city(province);
        int id = enter(city, Map.of()).path("id");
        as(admin)
                .body(Map.of("unitId", heir.id(), "effectiveOn", "2026-05-01"))
                .post("/api/v1/units/%d/merger".formatted(city.id()))
                .then()
                .statusCode(200);
        search(admin, Map.of()).then().body("items", empty());
        search(admin, Map.of("former", true)).then().body("items.id", contains(id));
        enter(city, Map.of()).then().statusCode(409).body("reason", is("closed"));
        as(admin)
                .body(body(city, Map.of("version", 0, "post", "部长")))
                .put(PATH + id)
                .then()
                .statusCode(409)
                .body("reason", is("closed"));
        as(admin).body(body(heir, Map.of("version", 0))).put(PATH + id).then().statusCode(200);
        search(admin, Map.of()).then().body("items.id", contains(id));
        search(admin, Map.of("former", true)).then().body("items", empty());
    }

    @Test
    void whatIsNoNumber_isRefused() {
        enter(city, Map.of("mobile", "123")).then().statusCode(400).body("errors[0].field", is("mobile"));
        enter(units.province(), Map.of()).then().statusCode(404);
    }

    private Response enter(UnitRef unit, Map<String, Object> more) {
        return as(admin).body(body(unit, more)).post("/api/v1/liaisons");
    }

    private static Map<String, Object> body(UnitRef unit, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "unitId", unit.id(),
                "name", "林晓",
                "post", "副部长",
                "officePhone", "0571-87000000",
                "mobile", "13800001234",
                "qq", "123456789",
                "email", "lin.xiao@example.cn"));
        all.putAll(more);
        return all;
    }

    private static Response search(String token, Map<String, ?> criteria) {
        return as(token).body(criteria).post(PATH + "search");
    }

    private static Response reveal(String token, int id, String field) {
        return as(token).body(Map.of("field", field, "reason", "联系集中学习")).post(PATH + id + "/revelations");
    }
}
