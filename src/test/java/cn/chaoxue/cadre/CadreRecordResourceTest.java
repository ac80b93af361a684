package cn.chaoxue.cadre;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/// Entering and changing records.
@QuarkusTest
class CadreRecordResourceTest extends CadreForms {

    @Test
    void enteredCadre_isMaskedAndActivatesWithTheMobileNumber() {
        UnitRef own = units.province();
        UnitRef city = units.city(own);
        String idNumber = freshId();
        Response created =
                create(admin(own), with(form(city, idNumber), "email", "lin.xiao@example.cn", "qq", "123456789"));
        created.then()
                .statusCode(201)
                .body("name", is("林晓"))
                .body("status", is("PENDING"))
                .body("mobileMasked", is("137****1234"))
                .body("emailMasked", is("l***@example.cn"))
                .body("qqMasked", is("12*****89"))
                .body("unit.id", is((int) city.id()))
                .body("birthYear", is(Integer.parseInt(idNumber.substring(6, 10))));
        // The day would fill in what the masked number leaves out.
        String born = ResidentId.parse(idNumber).orElseThrow().birthDate().toString();
        assertThat(created.asString())
                .doesNotContain(idNumber, MOBILE, "lin.xiao", "123456789")
                .doesNotContain(born);
        Logins.login(idNumber, MOBILE).then().statusCode(200).body("mustActivate", is(true));
    }

    @Test
    void knownIdNumber_isRefusedWithoutTellingWhoseItIs() {
        UnitRef centre = units.centre();
        Person elsewhere = people.learner(units.city(units.province(centre)));
        UnitRef own = units.province(centre);
        Response refused = create(admin(own), form(own, elsewhere.idNumber()));
        refused.then().statusCode(409).body("reason", is("id-number-known"));
        assertThat(refused.asString()).doesNotContain(elsewhere.unit().name(), elsewhere.name(), elsewhere.mobile());
        Person here = people.learner(own);
        change(admin(own), here, with(edit(0), "idNumber", elsewhere.idNumber()))
                .then()
                .statusCode(409)
                .body("reason", is("id-number-known"));
    }

    @Test
    void change_isStoredOnceAndTracedMasked() {
        UnitRef own = units.province();
        Person cadre = people.pending(own);
        String admin = admin(own);
        change(admin, cadre, with(edit(0), "mobile", MOBILE, "qq", "55555555"))
                .then()
                .statusCode(200)
                .body("version", is(1))
                .body("name", is("林小晓"))
                .body("mobileMasked", is("137****1234"));
        change(admin, cadre, edit(0)).then().statusCode(409).body("reason", is("stale"));
        change(admin, cadre, with(edit(1), "qq", "")).then().statusCode(200).body("qqMasked", nullValue());
        Response trace = log(admin, cadre);
        trace.then()
                .body("items.action", contains("cadre.edit", "cadre.edit"))
                .body("items[1].changes.field", hasItem("mobile"))
                .body("items[1].changes.find { it.field == 'mobile' }.after", is("137****1234"))
                .body("items[0].changes.field", contains("qq"));
        assertThat(trace.asString()).doesNotContain(MOBILE, cadre.mobile(), "55555555");
        Logins.login(cadre.idNumber(), MOBILE).then().statusCode(200);
        Logins.login(cadre.idNumber(), cadre.mobile()).then().statusCode(401);
    }

    /// Whoever only changed post this year owes the whole year.
    @Test
    void firstAppointmentBeforeThisPost_makesNoNewAppointee() {
        UnitRef own = units.province();
        Person cadre = people.learner(own);
        String admin = admin(own);
        String since = LocalDate.now(ZoneId.of("Asia/Shanghai")).getYear() + "-01-02";
        change(admin, cadre, with(edit(0), "inPostSince", since))
                .then()
                .statusCode(200)
                .body("newAppointee", is(true))
                .body("appointedOn", nullValue());
        owes(cadre, "PRO_RATA");
        change(admin, cadre, with(edit(1), "inPostSince", since, "appointedOn", "2999-01-01"))
                .then()
                .statusCode(400)
                .body("errors.field", contains("appointedOn"));
        change(admin, cadre, with(edit(1), "inPostSince", since, "appointedOn", "2018-09-01"))
                .then()
                .statusCode(200)
                .body("newAppointee", is(false))
                .body("appointedOn", is("2018-09-01"));
        owes(cadre, "FULL_YEAR");
        change(admin, cadre, with(edit(2), "inPostSince", since, "post", "副书记"))
                .then()
                .statusCode(200)
                .body("appointedOn", is("2018-09-01"));
        change(admin, cadre, with(edit(3), "inPostSince", since, "appointedOn", since))
                .then()
                .statusCode(200)
                .body("newAppointee", is(true))
                .body("appointedOn", nullValue());
    }

    private void owes(Person cadre, String reason) {
        as(people.tokenOf(cadre)).get("/api/v1/me/hours").then().body("reason", is(reason));
    }
}
