package cn.chaoxue.command;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.Directory;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.crypto.FieldCipher;
import cn.chaoxue.platform.crypto.FieldKeys;
import cn.chaoxue.platform.crypto.SealedTable;
import cn.chaoxue.platform.crypto.SecretsConfig;
import cn.chaoxue.platform.sql.Database;
import cn.chaoxue.platform.sql.SqlConfig;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A change of the key: whatever is sealed follows it, wherever it is kept.
@QuarkusTest
class ResealingTest {

    /// Indexes and hashes; and what the audit log sealed, which its chain covers as it is.
    private static final List<String> NOT_FOR_OPENING = List.of(
            "id_index",
            "mobile_index",
            "username_index",
            "initial_index",
            "token_hash",
            "code_hash",
            "hash",
            "audit_entry.sealed");

    @Inject
    Resealing resealing;

    @Inject
    @All
    List<SealedTable> tables;

    @Inject
    FieldKeys keys;

    @Inject
    FieldCipher cipher;

    @Inject
    SecretsConfig secrets;

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Directory directory;

    @Inject
    Database database;

    @Inject
    SqlConfig sqlConfig;

    @Inject
    Sql sql;

    /// A process that serves meanwhile finds the new key by itself.
    @Test
    void everySealedValue_liesUnderTheNewKeyAfterwardsAndSaysTheSame() throws Exception {
        UnitRef province = units.province();
        Person person = people.learner(province);
        sql.run(
                "insert into second_factor (account_id, offered) values (?, ?)",
                person.id(),
                cipher.seal("totp-offered", person.id(), "JBSWY3DPEHPK3PXP"));
        sql.run(
                "insert into amendment (cadre_id, state, proposed) values (?, 'WAITING', ?)",
                person.id(),
                cipher.seal("amendment", person.id(), "{\"mobile\":\"13800001234\"}"));
        String admin = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN));
        int upload = partOfAFile(admin);
        directory.fill(province, 1200);
        int before = keys.current();
        assertThat(keyOf(person)).isEqualTo(before);
        int added = keys.add();
        assertThat(keys.current()).isEqualTo(before);
        settle(added);
        Resealing.Resealed resealed = resealing.all().await().atMost(Duration.ofSeconds(60));
        assertThat(resealed.key()).isEqualTo(added);
        assertThat(resealed.left()).isZero();
        assertThat(keyOf(person)).isEqualTo(added);
        assertThat(cipher.open("mobile", person.id(), stored(person))).isEqualTo(person.mobile());
        assertThat(resealed(
                        "totp-offered", added, person.id(), "select offered from second_factor where account_id = ?"))
                .isEqualTo("JBSWY3DPEHPK3PXP");
        assertThat(resealed("amendment", added, person.id(), "select proposed from amendment where cadre_id = ?"))
                .isEqualTo("{\"mobile\":\"13800001234\"}");
        byte[] part = (byte[]) sql.value("select content from roster_part where import_id = ?", (long) upload);
        assertThat((int) part[0]).isEqualTo(added);
        readAsBefore(admin, upload);
        assertThat(transactionsOutOfOrder(province)).isZero();
        assertThat(resealing.all().await().atMost(Duration.ofSeconds(20)).records())
                .isZero();
    }

    /// A table may be too large to be counted while a person waits.
    @Test
    void countOfWhatIsLeft_hasTheTimeOfABatch() {
        String slow = "(select 1 as id, decode('01', 'hex') as contact from pg_sleep(%.1f)) as slow"
                .formatted(sqlConfig.queryTimeout().toMillis() / 1000.0 + 0.2);
        SealedTable table = SealedTable.of(slow, "id", Map.of("contact", "liaison"));
        assertThat(table.left(database, 2).await().atMost(Duration.ofSeconds(20)))
                .isEqualTo(1);
    }

    /// A sealed column that a change of keys does not know would be unreadable once the old key is gone.
    @Test
    void everyColumnOfBytes_isKnownToAChangeOfKeysOrIsNeverOpened() {
        TreeSet<String> known = new TreeSet<>();
        tables.forEach(table -> table.columns().forEach(column -> known.add(table.name() + "." + column)));
        String columns = (String) sql.value("""
                select string_agg(table_name || '.' || column_name, ',') from information_schema.columns
                where table_schema = 'public' and data_type = 'bytea'
                """);
        assertThat(Stream.of(columns.split(","))
                        .filter(column -> NOT_FOR_OPENING.stream().noneMatch(column::endsWith)))
                .containsExactlyInAnyOrderElementsOf(known);
    }

    private void settle(int added) throws Exception {
        Path file = secrets.dir().resolve("field-" + added + ".key");
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.now().minus(secrets.settling()).minusSeconds(1)));
        await().atMost(Duration.ofSeconds(15)).until(() -> keys.current() == added);
    }

    private static int partOfAFile(String admin) {
        byte[] content = "姓名,没有别的列\n".getBytes(StandardCharsets.UTF_8);
        int id = given().header("Authorization", "Bearer " + admin)
                .contentType("application/json")
                .body(Map.of("fileName", "a.csv", "bytes", content.length))
                .post("/api/v1/cadres/imports")
                .path("id");
        given().header("Authorization", "Bearer " + admin)
                .contentType("application/octet-stream")
                .body(content)
                .put("/api/v1/cadres/imports/%d/parts/0".formatted(id))
                .then()
                .statusCode(204);
        return id;
    }

    /// It fails for what stands in it, not for its key.
    private static void readAsBefore(String admin, int upload) {
        String at = "/api/v1/cadres/imports/" + upload;
        given().header("Authorization", "Bearer " + admin)
                .contentType("application/json")
                .post(at + "/completion")
                .then()
                .statusCode(200);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> "no-heading"
                        .equals(given().header("Authorization", "Bearer " + admin)
                                .get(at)
                                .path("failure")));
    }

    /// Of the rows, stored against the order of their ids, how many were sealed before one with a lower id: none where
    /// each batch goes on behind the last one.
    private long transactionsOutOfOrder(UnitRef unit) {
        return sql.number("""
                select count(*) from (select xmin::text::bigint as sealed_by,
                    lag(xmin::text::bigint) over (order by id) as one_before from liaison where unit_id = ?) s
                where sealed_by < one_before
                """, unit.id());
    }

    private String resealed(String field, int key, long rowId, String query) {
        byte[] sealed = (byte[]) sql.value(query, rowId);
        assertThat((int) sealed[0]).isEqualTo(key);
        return cipher.open(field, rowId, sealed);
    }

    private int keyOf(Person person) {
        return stored(person)[0];
    }

    private byte[] stored(Person person) {
        return (byte[]) sql.value("select mobile from cadre where id = ?", person.id());
    }
}
