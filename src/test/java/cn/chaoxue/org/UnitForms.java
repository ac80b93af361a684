package cn.chaoxue.org;

import static cn.chaoxue.fixture.Api.as;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What changes of the tree are asked for with.
abstract class UnitForms {

    static final String DAY = "2026-03-01";
    private static final AtomicLong CODES = new AtomicLong(System.nanoTime() % 10_000_000);
    static final String SEARCH = "/api/v1/cadres/search";

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    final String admin(UnitRef unit) {
        return people.tokenOf(people.active(unit, Role.PROVINCE_ADMIN));
    }

    static Response create(String token, UnitRef parent, String level, String name) {
        return as(token).body(body(parent, level, name, DAY)).post("/api/v1/units");
    }

    static Response place(String token, UnitRef unit, String how, UnitRef other) {
        return as(token)
                .body(Map.of("unitId", other.id(), "effectiveOn", DAY))
                .post("/api/v1/units/%d/%s".formatted(unit.id(), how));
    }

    static Response close(String token, UnitRef unit) {
        return as(token).body(Map.of("effectiveOn", DAY)).post("/api/v1/units/%d/closure".formatted(unit.id()));
    }

    static Map<String, Object> body(@Nullable UnitRef parent, @Nullable String level, String name, String day) {
        Map<String, Object> body =
                new HashMap<>(Map.of("name", name, "shortName", "简称", "code", freshCode(), "effectiveOn", day));
        if (parent != null && level != null) {
            body.put("parentId", parent.id());
            body.put("level", level);
        }
        return body;
    }

    static Response answered(List<Response> answers, int status) {
        return answers.stream()
                .filter(answer -> answer.statusCode() == status)
                .findFirst()
                .orElseThrow();
    }

    private static String freshCode() {
        return "4451%08d".formatted(CODES.incrementAndGet());
    }

    static Map<String, Object> person(UnitRef unit) {
        return Map.of(
                "unitId", unit.id(),
                "name", "林晓",
                "idNumber", "11010519491231002X",
                "mobile", "13700001234",
                "cadreClass", "GRASSROOTS",
                "employment", "FULL_TIME",
                "post", "书记",
                "inPostSince", "2024-09-01");
    }
}
