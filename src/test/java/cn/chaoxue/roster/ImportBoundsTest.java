package cn.chaoxue.roster;

import static cn.chaoxue.roster.Rosters.csv;
import static cn.chaoxue.roster.Rosters.notes;
import static cn.chaoxue.roster.Rosters.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.Concurrently;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.SyntheticId;
import cn.chaoxue.identity.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What nobody gets more of by sending more files, or more at once.
@QuarkusTest
class ImportBoundsTest extends Importing {

    /// Each counted before any was there, all would begin.
    @Test
    void importsAnnouncedAtTheSameTime_areCountedOneAfterTheOther() {
        List<Integer> answers = Concurrently.times(8, () -> announced().statusCode());
        assertThat(answers).filteredOn(status -> status == 201).hasSize(5);
        assertThat(answers).filteredOn(status -> status == 409).hasSize(3);
        announced().then().body("reason", is("too-many-imports"));
    }

    /// Twenty keep their rows; those older are to be purged.
    @Test
    void manyImports_doNotKeepTheRowsOfAll() {
        imported(27);
        announced().then().statusCode(201);
        String expired = "select count(*) from roster_import where unit_id = ? and expires_at <= now() and state ";
        assertThat(sql.number(expired + "= 'DONE'", province.id())).isEqualTo(5);
        assertThat(sql.number(expired + "<> 'DONE'", province.id())).isZero();
    }

    /// Whoever knows a masked number and the year would find the rest with a file of all it can be.
    @Test
    void numbersThatDifferInWhatMaskingHides_areNotAllAnswered() {
        long order = Sql.unique();
        List<String> guesses = Stream.iterate(LocalDate.of(1955, 1, 1), day -> day.plusDays(1))
                .limit(365)
                .map(day -> SyntheticId.born(day, order))
                .collect(Collectors.groupingBy(number -> number.substring(14)))
                .values()
                .iterator()
                .next();
        String[] rows = guesses.stream()
                .map(number -> row("林晓", number, province.name(), "书记"))
                .toArray(String[]::new);
        int id = admin.tried("a.csv", csv(rows));
        assertThat(admin.one(id).getInt("found.create")).isEqualTo(5);
        assertThat(admin.one(id).getInt("found.wrong")).isEqualTo(rows.length - 5);
        assertThat(notes(admin.rows(id), 5)).isEqualTo(Map.of("idNumber", "look-alike"));
        assertThat(sql.value(
                        "select changes from audit_entry where action = 'roster.tried' and subject_id = ?", (long) id))
                .asString()
                .contains("\"created\"", "\"wrong\"");
    }

    @Test
    void filesOfOneAccount_areTriedOutSoOftenADay() {
        imported(51);
        byte[] file = csv(row("林晓", "123", province.name(), "书记"));
        int early = announced().path("id");
        admin.as()
                .contentType("application/octet-stream")
                .body(new byte[10])
                .put("/api/v1/cadres/imports/%d/parts/0".formatted(early));
        admin.tried("last.csv", file);
        announced().then().statusCode(409).body("reason", is("too-many-files"));
        admin.step(early, "completion").then().statusCode(409).body("reason", is("too-many-files"));
    }

    /// Its report could be read until the last row, which fails it, was reached.
    @Test
    void fileThatFailsAfterItsFirstRows_countsAsTriedOut() {
        imported(51);
        StringBuilder rows = new StringBuilder(new String(csv(), StandardCharsets.UTF_8));
        rows.append((row("林晓", "123", province.name(), "书记") + "\n").repeat(1_500))
                .append(",".repeat(5_000));
        int id = admin.send("broken.csv", rows.toString().getBytes(StandardCharsets.UTF_8));
        admin.until(id, "FAILED");
        announced().then().statusCode(409).body("reason", is("too-many-files"));
    }

    /// Nobody's day is used up by files that told nothing; what they cost the server is bounded by itself.
    @Test
    void cancelledAndUnreadableFiles_takeOfADayTheirSizeAlone() {
        imported(2);
        for (String state : List.of("CANCELLED", "FAILED")) {
            sql.run("""
                    insert into roster_import (unit_id, created_by, actor_id, address, file_name, bytes, state, expires_at)
                    select ?, ?, ?, '', 'a.csv', 1000, ?, now() from generate_series(1, 60)
                    """, province.id(), administrator.id(), administrator.id(), state);
        }
        announced().then().statusCode(201);
        sql.run(
                "update roster_import set bytes = 16 * 1024::bigint ^ 3 where id = (select max(id) from roster_import"
                        + " where created_by = ? and state = 'FAILED')",
                administrator.id());
        announced().then().statusCode(409).body("reason", is("too-many-files"));
    }

    @Test
    void unfinishedImportsOfOneAccount_holdUpNobodyElse() {
        for (int i = 0; i < 5; i++) {
            announced().then().statusCode(201);
        }
        announced().then().statusCode(409).body("reason", is("too-many-imports"));
        admin = new Uploading(people.tokenOf(people.active(province, Role.PROVINCE_ADMIN)));
        try (Sql.Held _ = sql.hold(
                "select pg_advisory_xact_lock(hashtextextended('chaoxue.roster-import', ?))", administrator.id())) {
            announced().then().statusCode(201);
        }
    }

    /// So many imports, the first two without their files.
    private void imported(int many) {
        sql.run("""
                insert into roster_import (unit_id, created_by, actor_id, address, file_name, bytes, state, expires_at,
                    answered)
                select ?, ?, ?, '', 'a.csv', 1, case when n < 3 then 'UPLOADING' else 'DONE' end, now() + interval '1 day',
                    n >= 3
                from generate_series(1, ?) n
                """, province.id(), administrator.id(), administrator.id(), many);
    }

    private Response announced() {
        return admin.as().body(Map.of("fileName", "a.csv", "bytes", 10)).post("/api/v1/cadres/imports");
    }
}
