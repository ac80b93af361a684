package cn.chaoxue.roster;

import static cn.chaoxue.roster.Rosters.csv;
import static cn.chaoxue.roster.Rosters.notes;
import static cn.chaoxue.roster.Rosters.row;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A file has the number of a record that went into another: it is about the one that stays, as with the form.
@QuarkusTest
class MergedNumberTest {

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    private UnitRef own;
    private UnitRef foreign;
    private Uploading admin;

    @BeforeEach
    void administratorOfAProvince() {
        own = units.province();
        foreign = units.province();
        admin = new Uploading(people.tokenOf(people.active(own, Role.PROVINCE_ADMIN)));
    }

    @Test
    void recordThatStaysIsElsewhere_isACaseAboutThatOne() {
        Person gone = people.learner(own);
        Person stays = people.learner(foreign);
        merged(gone, stays);
        JsonPath done = uploaded(gone);
        assertThat(done.getInt("done.conflict")).isEqualTo(1);
        assertThat(cases(stays)).isOne();
        assertThat(sql.value("select name from cadre where id = ?", gone.id())).isEqualTo(gone.name());
        assertThat(sql.number("select version from cadre where id = ?", gone.id()))
                .isZero();
    }

    @Test
    void recordThatStaysIsInTheSameUnit_isRefusedInWords() {
        Person gone = people.learner(foreign);
        Person stays = people.learner(own);
        merged(gone, stays);
        int id = admin.tried("a.csv", file(gone));
        assertThat(notes(admin.rows(id), 0)).containsEntry("idNumber", "merged");
        assertThat(admin.one(id).getInt("found.wrong")).isEqualTo(1);
        assertThat(admin.applied(id).getInt("done.conflict")).isZero();
        assertThat(cases(stays) + cases(gone)).isZero();
    }

    /// Both numbers of one person in one file, as a unit that has not heard of the merger has them.
    @Test
    void bothNumbersOfAPersonElsewhere_areOneCase() {
        Person gone = people.learner(foreign);
        Person stays = people.learner(foreign);
        merged(gone, stays);
        admin.applied(admin.tried("a.csv", file(gone, stays)));
        assertThat(cases(stays)).isOne();
        assertThat(cases(gone)).isZero();
    }

    private void merged(Person gone, Person stays) {
        sql.run("update cadre set merged_into = ? where id = ?", stays.id(), gone.id());
    }

    private JsonPath uploaded(Person person) {
        int id = admin.tried("a.csv", file(person));
        assertThat(notes(admin.rows(id), 0)).containsEntry("idNumber", "elsewhere");
        return admin.applied(id);
    }

    private byte[] file(Person... of) {
        return csv(List.of(of).stream()
                .map(one -> row("林晓", one.idNumber(), own.name(), "书记"))
                .toArray(String[]::new));
    }

    private long cases(Person person) {
        return sql.number("select count(*) from id_conflict where cadre_id = ?", person.id());
    }
}
