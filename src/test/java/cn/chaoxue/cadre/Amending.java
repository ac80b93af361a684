package cn.chaoxue.cadre;

import static cn.chaoxue.fixture.Api.as;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// People who put their records right before they activate their accounts.
abstract class Amending extends CadreForms {

    final Response amend(Person person, Map<String, Object> wish) {
        return as(initial(person)).body(wish).post("/api/v1/me/activation/amendment");
    }

    /// What the initial password gives.
    final String initial(Person person) {
        return people.tokenOf(person, Set.of(Role.ACTIVATE));
    }

    /// The person's amendment that waits for review.
    final long waiting(Person person) {
        return sql.number("select id from amendment where cadre_id = ? and state = 'WAITING'", person.id());
    }

    /// What names the person's amendment in a decision: itself, and when what this administrator is shown was handed
    /// in.
    final Map<String, Object> shown(String admin, Person person) {
        Map<String, Object> item = as(admin)
                .get("/api/v1/amendments?unit=%d&limit=200"
                        .formatted(person.unit().id()))
                .path("items.find { it.cadreId == %d }".formatted(person.id()));
        return Map.of("id", item.get("id"), "submittedAt", item.get("submittedAt"));
    }

    static Response approveEach(String admin, List<Map<String, Object>> shown) {
        return as(admin).body(Map.of("items", shown)).post("/api/v1/amendments/approvals");
    }

    static Response approve(String admin, Map<String, Object> shown) {
        return as(admin)
                .body(Map.of("submittedAt", shown.get("submittedAt")))
                .post("/api/v1/amendments/%s/approval".formatted(shown.get("id")));
    }

    static Response reject(String admin, Map<String, Object> shown, String reason) {
        return as(admin)
                .body(Map.of("submittedAt", shown.get("submittedAt"), "reason", reason))
                .post("/api/v1/amendments/%s/rejection".formatted(shown.get("id")));
    }
}
