package cn.chaoxue.cadre;

import static cn.chaoxue.fixture.Api.as;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.SyntheticId;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

/// Records entered, changed, revealed and searched as the form does.
abstract class CadreForms {

    static final String MOBILE = "13700001234";

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    static Response search(String token, Map<String, ?> criteria) {
        return as(token).body(criteria).post("/api/v1/cadres/search");
    }

    static int found(String token, Map<String, ?> criteria) {
        return search(token, criteria).then().statusCode(200).extract().path("items.size()");
    }

    final String admin(UnitRef unit) {
        return people.tokenOf(people.active(unit, Role.PROVINCE_ADMIN));
    }

    /// Who also sees in clear.
    final String unmasking(UnitRef unit) {
        return people.tokenOf(people.active(unit, Role.PROVINCE_ADMIN, Role.UNMASK));
    }

    final String freshId() {
        return SyntheticId.of(sql.number("select nextval(pg_get_serial_sequence('account', 'id'))"));
    }

    static Map<String, Object> form(UnitRef unit, String idNumber) {
        Map<String, Object> form = edit(0);
        form.put("unitId", unit.id());
        form.put("name", "林晓");
        form.put("idNumber", idNumber);
        form.put("mobile", MOBILE);
        return form;
    }

    static Map<String, Object> edit(int version) {
        return new HashMap<>(Map.of(
                "name", "林小晓",
                "cadreClass", "GRASSROOTS",
                "employment", "PART_TIME",
                "post", "团支部书记",
                "inPostSince", "2024-09-01",
                "version", version));
    }

    static Map<String, Object> with(Map<String, Object> form, Object... more) {
        for (int i = 0; i < more.length; i += 2) {
            form.put(String.valueOf(more[i]), more[i + 1]);
        }
        return form;
    }

    static Response create(String token, Map<String, Object> form) {
        return as(token).body(form).post("/api/v1/cadres");
    }

    static Response change(String token, Person cadre, Map<String, Object> form) {
        return as(token).body(form).put("/api/v1/cadres/" + cadre.id());
    }

    static Response reveal(String token, long id, String field) {
        return as(token)
                .body(Map.of("field", field, "reason", "来电核实身份"))
                .post("/api/v1/cadres/%d/revelations".formatted(id));
    }

    static Response lookUp(String token, String number) {
        return as(token).body(Map.of("idNumber", number)).post("/api/v1/cadres/look-up");
    }

    static Response log(String token, Person about) {
        return as(token).get("/api/v1/audit?subject=" + about.id());
    }
}
