package cn.chaoxue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The API document is a promise to other programs: nothing in it may be left blank. Endpoints that only tests bring
/// have "/test" in their paths and make no promise.
@QuarkusTest
class ApiDocumentTest {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

    private JsonPath api;

    @BeforeEach
    void read() {
        api = given().get("/q/openapi?format=json").jsonPath();
    }

    @Test
    void everyOperation_hasASummaryAndAnErrorItMayAnswer() {
        List<String> blank = new ArrayList<>();
        operations((name, operation) -> {
            boolean refuses = responses(operation).keySet().stream().anyMatch(status -> status.startsWith("4"));
            if (operation.get("summary") == null || !refuses) {
                blank.add(name);
            }
        });
        assertThat(blank).isEmpty();
    }

    @Test
    void everyError_isAProblemWithAnExample() {
        List<String> blank = new ArrayList<>();
        operations((name, operation) -> responses(operation).forEach((status, response) -> {
            Map<String, Object> problem = media(response).get("application/problem+json");
            if (status.charAt(0) >= '4' && (problem == null || !has(problem) || !problem.containsKey("schema"))) {
                blank.add(name + " " + status);
            }
        }));
        assertThat(blank).isEmpty();
    }

    @Test
    void everyJsonBody_showsAnExample() {
        List<String> blank = new ArrayList<>();
        operations((name, operation) -> {
            if (operation.get("requestBody") instanceof Map<?, ?> body && !exemplified(cast(body))) {
                blank.add(name + " request");
            }
            responses(operation).forEach((status, response) -> {
                if (status.startsWith("2") && !exemplified(response)) {
                    blank.add(name + " " + status);
                }
            });
        });
        assertThat(blank).isEmpty();
    }

    @Test
    void coreContract_isInTheDocument() {
        assertThat(api.getMap("paths").keySet().stream().map(Object::toString))
                .contains(
                        "/api/v1/auth/login",
                        "/api/v1/me/courses",
                        "/api/v1/study/heartbeats",
                        "/api/v1/study/live",
                        "/api/v1/exams/{examId}/attempts",
                        "/api/v1/campaigns/{id}/live");
    }

    private boolean exemplified(Map<String, Object> bodied) {
        return media(bodied).entrySet().stream()
                .filter(type -> type.getKey().contains("json"))
                .allMatch(type -> type.getValue().containsKey("example")
                        || type.getValue().containsKey("examples")
                        || shown(cast(type.getValue().getOrDefault("schema", Map.of()))));
    }

    private boolean shown(Map<String, Object> schema) {
        Map<String, Object> resolved = resolve(schema);
        return resolved.containsKey("example")
                || resolved.containsKey("examples")
                || resolved.get("items") instanceof Map<?, ?> items && shown(cast(items))
                || resolved.get("properties") instanceof Map<?, ?> properties
                        && properties.values().stream()
                                .map(ApiDocumentTest::cast)
                                .anyMatch(property -> property.containsKey("$ref") ? shown(property) : has(property));
    }

    private static boolean has(Map<String, Object> property) {
        return property.containsKey("example") || property.containsKey("examples");
    }

    private Map<String, Object> resolve(Map<String, Object> schema) {
        Object reference = schema.get("$ref");
        return reference == null
                ? schema
                : api.getMap("components.schemas." + reference.toString().replaceAll(".*/", ""));
    }

    private void operations(java.util.function.BiConsumer<String, Map<String, Object>> visit) {
        api.<String, Map<String, Object>>getMap("paths")
                .forEach((path, item) -> item.forEach((method, operation) -> {
                    if (METHODS.contains(method) && !path.contains("/test")) {
                        visit.accept(method + " " + path, cast(operation));
                    }
                }));
    }

    private static Map<String, Map<String, Object>> responses(Map<String, Object> operation) {
        return nested(operation.get("responses"));
    }

    private static Map<String, Map<String, Object>> media(Map<String, Object> bodied) {
        return nested(bodied.getOrDefault("content", Map.of()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> nested(Object map) {
        return (Map<String, Map<String, Object>>) map;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object map) {
        return (Map<String, Object>) map;
    }
}
