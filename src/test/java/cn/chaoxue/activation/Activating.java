package cn.chaoxue.activation;

import static cn.chaoxue.fixture.Api.as;

import cn.chaoxue.fixture.AdministeredProvince;
import cn.chaoxue.org.UnitRef;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Map;

/// People of a province come to use the passwords they were first given.
abstract class Activating extends AdministeredProvince {

    final Response open(UnitRef unit) {
        return open(unit, admin);
    }

    static Response open(UnitRef unit, String opener) {
        return open(unit, opener, Instant.now().minusSeconds(1), Instant.now().plusSeconds(3600));
    }

    static Response open(UnitRef unit, String opener, Instant from, Instant to) {
        return as(opener)
                .body(Map.of(
                        "unitId", unit.id(), "opensAt", from.toString(), "closesAt", to.toString(), "reason", "集中激活"))
                .post("/api/v1/activation-windows");
    }

    static Response confirm(String use) {
        return as(use).body(Map.of("newPassword", "a-new-beginning")).post("/api/v1/me/activation/confirmation");
    }
}
