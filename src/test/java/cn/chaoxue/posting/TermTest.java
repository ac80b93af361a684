package cn.chaoxue.posting;

import static cn.chaoxue.fixture.Api.as;
import static org.hamcrest.Matchers.contains;

import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The first and the last day that the record names, whenever somebody puts them right: nobody stands anywhere before
/// the one or after the other.
@QuarkusTest
class TermTest extends OneMember {

    private static final String BEGAN = "2020-09-01";

    private UnitRef other;

    @BeforeEach
    void anotherCity() {
        other = units.city(home);
    }

    @Test
    void ofAMergedUnit_holdsWhateverIsSaidBeforeOrAfter() {
        term(BEGAN, "2026-07-31");
        place(one, "merger", other, "2026-05-01").then().statusCode(200);
        stands(one, "2026-04-30");
        stands(other, "2026-05-01", "2026-07-31");
        nowhere("2020-08-31", "2026-08-01");
        term(BEGAN, "2026-12-31");
        stands(other, "2026-08-01", "2026-12-31");
        nowhere("2027-01-01");
        term(BEGAN, "2026-04-15");
        stands(one, "2026-04-15");
        nowhere("2026-04-16", "2026-05-01");
        as(sender)
                .get(history())
                .then()
                .body("items.unit", contains(one.name()))
                .body("items.until", contains("2026-04-15"));
        term(BEGAN, null);
        stands(one, "2026-04-16", "2026-04-30");
        stands(other, "2026-05-01", "2027-01-01");
        term("2019-03-01", "2026-05-31");
        stands(one, "2019-03-01");
        stands(other, "2026-05-31");
        nowhere("2019-02-28", "2026-06-01");
        transfer(home, "2026-09-01");
        stands(one, "2019-03-01", "2026-04-30");
        stands(other, "2026-05-31");
        nowhere("2026-06-01", "2026-08-31");
        stands(home, "2026-09-01", "2027-01-01");
    }

    @Test
    void thatWasOverBeforeTheMerger_isExtendedBeyondIt() {
        term(BEGAN, "2026-01-31");
        place(one, "merger", other, "2026-05-01").then().statusCode(200);
        nowhere("2026-02-01", "2026-05-01");
        term(BEGAN, "2026-06-30");
        stands(one, "2026-02-01", "2026-04-30");
        stands(other, "2026-05-01", "2026-06-30");
        nowhere("2026-07-01");
    }

    @Test
    void ofWhoWasTransferred_endsTheNewPostAlone() {
        transfer(other, DAY);
        term(DAY, "2026-05-31");
        stands(one, "2026-02-28");
        stands(other, DAY, "2026-05-31");
        nowhere("2026-06-01");
        as(sender).get(history()).then().body("items.until", contains("2026-05-31", "2026-02-28"));
        term(DAY, null);
        stands(other, "2026-06-01");
    }

    /// Who transfers after the term was over stood nowhere in between.
    @Test
    void overBeforeATransferOrARetirement_staysOver() {
        term(BEGAN, "2026-01-31");
        transfer(other, DAY);
        stands(one, "2026-01-31");
        nowhere("2026-02-01", "2026-02-28");
        term(DAY, "2026-03-31");
        wish(member.id(), Map.of("kind", "RETIREMENT", "effectiveOn", "2026-05-01"))
                .then()
                .statusCode(201);
        stands(other, "2026-03-31");
        nowhere("2026-04-01", "2026-05-01");
    }

    @Test
    void ofTheRetired_isShortenedButNotBeyondTheirDay() {
        wish(member.id(), Map.of("kind", "RETIREMENT", "effectiveOn", DAY))
                .then()
                .statusCode(201);
        stands(one, "2026-02-28");
        term(BEGAN, "2026-01-31");
        stands(one, "2026-01-31");
        nowhere("2026-02-01");
        term(BEGAN, "2026-08-31");
        stands(one, "2026-02-28");
        nowhere(DAY);
        term(BEGAN, "2026-01-31");
        place(one, "merger", other, "2026-05-01").then().statusCode(200);
        wish(member.id(), Map.of("kind", "RETURN", "effectiveOn", "2026-07-01"))
                .then()
                .statusCode(201);
        stands(one, "2026-01-31");
        nowhere("2026-02-01", "2026-06-30");
        stands(other, "2026-07-01");
    }

    /// The posting begins when the record does, in whichever unit that was then.
    @Test
    void firstDayBeyondAMerger_takesThePostingAlong() {
        UnitRef third = units.city(home);
        place(one, "merger", other, "2026-05-01").then().statusCode(200);
        term("2026-06-15", null);
        nowhere(BEGAN, "2026-04-30", "2026-05-01", "2026-06-14");
        stands(other, "2026-06-15");
        as(sender).get(history()).then().body("items.from", contains("2026-06-15"));
        refused("RETIREMENT", "2026-06-10");
        term("2026-04-01", null);
        nowhere("2026-03-31");
        stands(one, "2026-04-01", "2026-04-30");
        stands(other, "2026-05-01", "2026-06-15");
        term("2026-08-01", null);
        place(other, "merger", third, "2026-07-01").then().statusCode(200);
        nowhere("2026-04-01", "2026-05-01", "2026-07-31");
        stands(third, "2026-08-01");
        term(BEGAN, null);
        stands(one, BEGAN, "2026-04-30");
        stands(other, "2026-05-01", "2026-06-30");
        stands(third, "2026-07-01", "2026-08-01");
        term("2026-06-01", null);
        nowhere("2026-04-30", "2026-05-31");
        stands(other, "2026-06-01", "2026-06-30");
        stands(third, "2026-07-01");
    }

    @Test
    void firstDayThatLayBeyondTheMergerAtFirst_isMovedBeforeIt() {
        term("2026-06-01", null);
        place(one, "merger", other, "2026-05-01").then().statusCode(200);
        nowhere("2026-05-31");
        stands(other, "2026-06-01");
        term(DAY, null);
        stands(one, DAY, "2026-04-30");
        stands(other, "2026-05-01", "2026-06-01");
    }

    /// What ended on another day than the record can tell is put right by changes of its own.
    @Test
    void firstDayBeyondTheRetirement_leavesThePostingAsItWas() {
        place(one, "merger", other, "2026-05-01").then().statusCode(200);
        wish(member.id(), Map.of("kind", "RETIREMENT", "effectiveOn", "2026-07-01"))
                .then()
                .statusCode(201);
        term("2026-06-01", null);
        nowhere("2026-04-30", "2026-05-31", "2026-07-01");
        stands(other, "2026-06-01", "2026-06-30");
        term("2026-09-01", null);
        stands(other, "2026-06-30");
        nowhere("2026-07-01");
        term("2026-04-15", null);
        nowhere("2026-04-14", "2026-07-01");
        stands(one, "2026-04-15", "2026-04-30");
        stands(other, "2026-05-01", "2026-06-30");
    }

    /// A day in the record of who was transferred is that of the post held now.
    @Test
    void firstDayOfALaterPost_movesNeitherOfTwo() {
        transfer(other, "2026-07-01");
        term("2026-09-01", null);
        term("2026-05-15", null);
        stands(one, BEGAN, "2026-06-30");
        stands(other, "2026-07-01");
    }

    private void refused(String kind, String day) {
        wish(member.id(), Map.of("kind", kind, "effectiveOn", day)).then().statusCode(409);
    }

    private void term(String since, @Nullable String until) {
        Map<String, Object> form = new HashMap<>(Map.of(
                "name", "林晓",
                "cadreClass", "GRASSROOTS",
                "employment", "FULL_TIME",
                "post", "团委书记",
                "inPostSince", since,
                "version", sql.number("select version from cadre where id = ?", member.id())));
        if (until != null) {
            form.put("inPostUntil", until);
        }
        as(sender).body(form).put("/api/v1/cadres/" + member.id()).then().statusCode(200);
    }

    private void transfer(UnitRef to, String day) {
        wish(member.id(), Map.of("kind", "TRANSFER", "toUnit", to.id(), "post", "书记", "effectiveOn", day))
                .then()
                .statusCode(201);
    }
}
