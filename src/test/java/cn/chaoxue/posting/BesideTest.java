package cn.chaoxue.posting;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Leave, secondment and part-time posts: what stands beside the main posting, and what ends it.
@QuarkusTest
class BesideTest extends TwoProvinces {

    /// Who comes to stay is no longer lent there, and who retires is lent nowhere.
    @Test
    void whatStandsBeside_endsWithTransferThereAndWithRetirement() {
        UnitRef city = units.city(home);
        UnitRef other = units.city(home);
        wish(person.id(), Map.of("kind", "SECONDMENT", "toUnit", city.id(), "post", "挂职副书记"))
                .then()
                .statusCode(201);
        wish(person.id(), Map.of("kind", "PART_TIME", "toUnit", other.id(), "post", "兼职副书记"))
                .then()
                .statusCode(201);
        wish(person.id(), Map.of("kind", "TRANSFER", "toUnit", city.id(), "post", "书记", "effectiveOn", "2026-05-01"))
                .then()
                .statusCode(201);
        assertThat(standing(sender, "2026-04-30&unit=" + city.id())).hasSize(1);
        assertThat(standing(sender, "2026-05-01&unit=" + city.id())).hasSize(1);
        assertThat(standing(sender, "2026-05-01&unit=" + other.id())).hasSize(1);
        wish(person.id(), Map.of("kind", "RETIREMENT", "effectiveOn", "2026-06-01"))
                .then()
                .statusCode(201);
        assertThat(standing(sender, "2026-05-31&unit=" + other.id())).hasSize(1);
        assertThat(standing(sender, "2026-06-01&unit=" + other.id())).isEmpty();
        String postings = "/api/v1/cadres/%d/postings?on=2026-06-01".formatted(person.id());
        as(sender).get(postings).then().body("items", empty());
    }

    @Test
    void leaveWhileLent_endsAloneAndTheSecondmentAfterIt() {
        beside("SECONDMENT", units.city(home), "挂职副书记", "2026-02-01").then().statusCode(201);
        on("LEAVE", "2026-03-01").then().statusCode(201);
        on("RETURN", "2026-02-15").then().statusCode(201);
        assertThat(kinds("2026-02-14")).isEqualTo(2);
        assertThat(kinds("2026-02-15")).as("back home, before the leave").isEqualTo(1);
        on("RETURN", "2026-02-20").then().statusCode(409).body("reason", is("nothing-to-return-from"));
        beside("SECONDMENT", units.city(home), "挂职副书记", "2026-02-25").then().statusCode(201);
        on("RETURN", "2026-03-10").then().statusCode(201);
        as(sender)
                .get(postings() + "?on=2026-03-10")
                .then()
                .body("items.kind", containsInAnyOrder("SECONDMENT", "MAIN"));
        on("RETURN", "2026-03-20").then().statusCode(201);
        as(sender).get(postings() + "?on=2026-03-20").then().body("items.kind", contains("MAIN"));
    }

    /// Whoever is back on the first day was not away.
    @Test
    void whatEndsOnItsFirstDay_neverWas() {
        UnitRef city = units.city(home);
        on("LEAVE", DAY).then().statusCode(201);
        on("RETURN", DAY).then().statusCode(201);
        assertThat(kinds(DAY)).isEqualTo(1);
        beside("PART_TIME", city, "兼职副书记", DAY).then().statusCode(201);
        int posting = as(sender).get(postings()).path("items.find { it.kind == 'PART_TIME' }.id");
        wish(person.id(), Map.of("kind", "END", "postingId", posting, "effectiveOn", DAY))
                .then()
                .statusCode(201);
        as(sender).get(postings()).then().body("items.kind", contains("MAIN"));
        assertThat(standing(sender, DAY + "&unit=" + city.id())).isEmpty();
    }

    @Test
    void onePostTwice_isRefused() {
        UnitRef city = units.city(home);
        beside("SECONDMENT", city, "挂职副书记", DAY).then().statusCode(201);
        beside("SECONDMENT", city, "挂职书记", "2026-04-01").then().statusCode(409).body("reason", is("overlap"));
        beside("PART_TIME", city, "兼职委员", DAY).then().statusCode(201);
        beside("PART_TIME", city, "兼职委员", DAY).then().statusCode(409).body("reason", is("overlap"));
        beside("PART_TIME", city, "兼职常委", DAY).then().statusCode(201);
    }

    private Response beside(String kind, UnitRef to, String post, String day) {
        return wish(person.id(), Map.of("kind", kind, "toUnit", to.id(), "post", post, "effectiveOn", day));
    }

    private Response on(String kind, String day) {
        return wish(person.id(), Map.of("kind", kind, "effectiveOn", day));
    }

    /// How many postings, leave among them, there are on a day.
    private int kinds(String day) {
        return as(sender).get(postings() + "?on=" + day).path("items.size()");
    }

    private String postings() {
        return "/api/v1/cadres/%d/postings".formatted(person.id());
    }
}
