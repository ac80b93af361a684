package cn.chaoxue.cadre;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import io.restassured.response.Response;
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
}
