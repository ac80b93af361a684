package cn.chaoxue.cadre;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    void fieldsThatDoNotFit_areNamedTogether() {
        UnitRef own = units.province();
        Map<String, Object> wrong = with(form(own, freshId()), "inPostSince", "2999-01-01", "birthDate", "1901-01-01");
        create(admin(own), wrong)
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("inPostSince", "birthDate"));
        create(admin(own), with(form(own, "110101199003071230"), "mobile", MOBILE))
                .then()
                .statusCode(400)
                .body("errors.field", contains("idNumber"));
        create(admin(own), with(form(own, freshId()), "mobile", "12345")).then().statusCode(400);
        Map<String, Object> bare = form(own, freshId());
        bare.remove("mobile");
        create(admin(own), bare).then().statusCode(400).body("errors.field", contains("mobile"));
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

    /// Whoever sets the mobile number of a pending account knows its password (A1.2).
    @Test
    void numbersOfWhoAnswersForTheSameUnit_areChangedFromAbove() {
        UnitRef centre = units.centre();
        UnitRef own = units.province(centre);
        Person superior = people.pending(own);
        sql.run(
                "insert into staff_grant (account_id, role, unit_id, reason) values (?, 'province-admin', ?, 'test')",
                superior.id(),
                own.id());
        String keeper = people.tokenOf(people.active(own, Role.DATABASE_ADMIN));
        for (Map<String, Object> taking :
                List.of(with(edit(0), "mobile", MOBILE), with(edit(0), "idNumber", freshId()))) {
            change(keeper, superior, taking).then().statusCode(409).body("reason", is("superior-needed"));
        }
        Logins.login(superior.idNumber(), MOBILE).then().statusCode(401);
        change(keeper, superior, edit(0)).then().statusCode(200);
        String above = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        change(above, superior, with(edit(1), "mobile", MOBILE)).then().statusCode(200);
    }

    @Test
    void ownRecord_isNotOnesOwnToChange() {
        UnitRef own = units.province();
        Person admin = people.active(own, Role.PROVINCE_ADMIN);
        change(people.tokenOf(admin), admin, edit(0)).then().statusCode(409).body("reason", is("own-record"));
    }

    @Test
    void recordsAboveBesideAndAbsent_answerAlike() {
        UnitRef centre = units.centre();
        UnitRef own = units.province(centre);
        String admin = unmasking(own);
        Person below = people.learner(units.county(units.city(own)));
        List<Long> foreign = List.of(
                people.learner(centre).id(),
                people.learner(units.province(centre)).id(),
                999_999_999L);
        as(admin).get("/api/v1/cadres/" + below.id()).then().statusCode(200);
        change(admin, below, edit(0)).then().statusCode(200);
        reveal(admin, below.id(), "MOBILE").then().statusCode(200);
        for (long id : foreign) {
            as(admin).get("/api/v1/cadres/" + id).then().statusCode(404);
            as(admin).body(edit(0)).put("/api/v1/cadres/" + id).then().statusCode(404);
            reveal(admin, id, "MOBILE").then().statusCode(404);
        }
        for (UnitRef unit : List.of(centre, units.province(centre))) {
            create(admin, form(unit, freshId())).then().statusCode(404);
        }
    }

    @Test
    void othersThanAdministrators_areKeptOut() {
        UnitRef own = units.province();
        Person cadre = people.learner(own);
        for (Role role : List.of(Role.LEARNER, Role.LIAISON, Role.OPERATOR)) {
            String token = people.tokenOf(people.active(own, role));
            as(token).get("/api/v1/cadres/" + cadre.id()).then().statusCode(403);
            change(token, cadre, edit(0)).then().statusCode(403);
            create(token, form(own, freshId())).then().statusCode(403);
            reveal(token, cadre.id(), "MOBILE").then().statusCode(403);
        }
    }

    @Test
    void idNumber_isWholeAndAgreesWithBirthDateAndSex() {
        UnitRef own = units.province();
        String admin = admin(own);
        String whole = freshId();
        String old = whole.substring(0, 6) + whole.substring(8, 17);
        create(admin, form(own, old))
                .then()
                .statusCode(400)
                .body("errors.field", contains("idNumber"))
                .body("errors[0].message", containsString("18 characters"));
        ResidentId number = ResidentId.parse(whole).orElseThrow();
        String otherSex = number.sex() == Sex.MALE ? "FEMALE" : "MALE";
        create(admin, with(form(own, whole), "sex", otherSex))
                .then()
                .statusCode(400)
                .body("errors.field", contains("sex"))
                .body("errors[0].message", containsString("agree"));
        String withX = Stream.generate(this::freshId)
                .filter(id -> id.endsWith("X"))
                .findFirst()
                .orElseThrow();
        Map<String, Object> small = with(form(own, withX.toLowerCase(java.util.Locale.ROOT)), "mobile", "13700007777");
        create(admin, small).then().statusCode(201).body("idNumberMasked", is(Masking.idNumber(withX)));
    }

    /// What a change says beside the number is neither dropped nor answered: the day of birth would be told by trying.
    @Test
    void changedBirthDateAndSex_agreeWithTheNumber() {
        UnitRef own = units.province();
        String admin = admin(own);
        Person cadre = people.learner(own);
        ResidentId number = ResidentId.parse(cadre.idNumber()).orElseThrow();
        String right = number.birthDate().toString();
        for (String day : List.of(right, "1901-01-01")) {
            change(admin, cadre, with(edit(0), "birthDate", day))
                    .then()
                    .statusCode(400)
                    .body("errors.field", contains("idNumber"));
        }
        String otherSex = number.sex() == Sex.MALE ? "FEMALE" : "MALE";
        change(admin, cadre, with(edit(0), "sex", otherSex))
                .then()
                .statusCode(400)
                .body("errors.field", contains("sex"));
        change(admin, cadre, with(edit(0), "sex", number.sex().name())).then().statusCode(200);
        change(admin, cadre, with(edit(1), "birthDate", right, "idNumber", cadre.idNumber(), "name", "林小小"))
                .then()
                .statusCode(200);
    }

    @Test
    void nameOfSeveralParts_isWrittenWithOneDotAndFoundByAny() {
        UnitRef own = units.province();
        String admin = admin(own);
        create(admin, with(form(own, freshId()), "name", "阿依古丽•买买提"))
                .then()
                .statusCode(201)
                .body("name", is("阿依古丽·买买提"));
        assertThat(found(admin, Map.of("q", "阿依古丽·买"))).isEqualTo(1);
        assertThat(found(admin, Map.of("q", "阿依古丽•买"))).isEqualTo(1);
        assertThat(found(admin, Map.of("name", "丽・买"))).isEqualTo(1);
        assertThat(found(admin, Map.of("q", "aygl"))).isEqualTo(1);
        create(admin, with(form(own, freshId()), "name", "王𠅤", "mobile", "13700005678"))
                .then()
                .statusCode(201);
        assertThat(found(admin, Map.of("q", "王𠅤"))).isEqualTo(1);
        create(admin, with(form(own, freshId()), "name", "王<b>", "mobile", "13700005679"))
                .then()
                .statusCode(400);
    }
}
