package cn.chaoxue.cadre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a record may hold, and how it is written.
@QuarkusTest
class RecordFieldsTest extends CadreForms {

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
