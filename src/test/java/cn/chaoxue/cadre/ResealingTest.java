package cn.chaoxue.cadre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.platform.crypto.FieldCipher;
import cn.chaoxue.platform.crypto.FieldKeys;
import cn.chaoxue.platform.crypto.SecretsConfig;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ResealingTest {

    @Inject
    Resealing resealing;

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
    Sql sql;

    /// A process that serves meanwhile finds the new key by itself.
    @Test
    void everyRecord_liesUnderTheNewKeyAfterwardsAndSaysTheSame() throws Exception {
        Person person = people.learner(units.province());
        sql.run(
                "insert into second_factor (account_id, offered) values (?, ?)",
                person.id(),
                cipher.seal("totp-offered", person.id(), "JBSWY3DPEHPK3PXP"));
        int before = keys.current();
        assertThat(keyOf(person)).isEqualTo(before);
        int added = keys.add();
        assertThat(keys.current()).isEqualTo(before);
        Path file = secrets.dir().resolve("field-" + added + ".key");
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.now().minus(secrets.settling()).minusSeconds(1)));
        await().atMost(Duration.ofSeconds(15)).until(() -> keys.current() == added);
        Resealing.Resealed resealed = resealing.all().await().atMost(Duration.ofSeconds(60));
        assertThat(resealed.key()).isEqualTo(added);
        assertThat(resealed.records()).isPositive();
        assertThat(resealed.left()).isZero();
        assertThat(keyOf(person)).isEqualTo(added);
        assertThat(cipher.open("mobile", person.id(), stored(person))).isEqualTo(person.mobile());
        byte[] offered = (byte[]) sql.value("select offered from second_factor where account_id = ?", person.id());
        assertThat((int) offered[0]).isEqualTo(added);
        assertThat(cipher.open("totp-offered", person.id(), offered)).isEqualTo("JBSWY3DPEHPK3PXP");
        assertThat(resealing.all().await().atMost(Duration.ofSeconds(20)).records())
                .isZero();
    }

    private int keyOf(Person person) {
        return stored(person)[0];
    }

    private byte[] stored(Person person) {
        return (byte[]) sql.value("select mobile from cadre where id = ?", person.id());
    }
}
