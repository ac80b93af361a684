package cn.chaoxue.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldCipherTest {

    private static final String MOBILE = "19900001234";
    private static final Duration SETTLING = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    FieldCipher cipher;

    @BeforeEach
    void freshKeys() {
        cipher = cipher();
    }

    @Test
    void sealedValue_opensForItsOwnFieldAndRow() {
        assertThat(cipher.open("mobile", 7, cipher.seal("mobile", 7, MOBILE))).isEqualTo(MOBILE);
    }

    @Test
    void sameValueTwice_sealsToDifferentBytesWithoutTheText() {
        byte[] first = cipher.seal("mobile", 7, MOBILE);
        assertThat(first).isNotEqualTo(cipher.seal("mobile", 7, MOBILE));
        assertThat(new String(first, StandardCharsets.ISO_8859_1)).doesNotContain(MOBILE);
    }

    @Test
    void sealedValueMovedToAnotherRowOrField_doesNotOpen() {
        byte[] sealed = cipher.seal("mobile", 7, MOBILE);
        assertThatThrownBy(() -> cipher.open("mobile", 8, sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cipher.open("id", 7, sealed)).isInstanceOf(IllegalStateException.class);
    }

    /// Opening goes on through a change of keys, whichever process notices first.
    @Test
    void newKey_sealsOnceItHasSettledAndTheOldOneStillOpens() throws Exception {
        byte[] old = cipher.seal("mobile", 7, MOBILE);
        FieldKeys keys = new FieldKeys(new Secrets(keysIn(folder, true)), keysIn(folder, true));
        assertThat(keys.add()).isEqualTo(2);
        assertThat(cipher().seal("mobile", 7, MOBILE)[0]).isEqualTo((byte) 1);
        Files.setLastModifiedTime(
                folder.resolve("field-2.key"),
                FileTime.from(Instant.now().minus(SETTLING).minusSeconds(1)));
        byte[] fresh = cipher().seal("mobile", 7, MOBILE);
        assertThat(fresh[0]).isEqualTo((byte) 2);
        assertThat(cipher.open("mobile", 7, fresh)).isEqualTo(MOBILE);
        assertThat(cipher().open("mobile", 7, old)).isEqualTo(MOBILE);
    }

    @Test
    void unknownKey_isRefusedAndNoneIsMade() {
        byte[] sealed = cipher.seal("mobile", 7, MOBILE);
        sealed[0] = 77;
        assertThatThrownBy(() -> cipher.open("mobile", 7, sealed)).hasMessageContaining("unknown key");
        assertThat(folder.resolve("field-77.key")).doesNotExist();
    }

    @Test
    void flippedBit_doesNotOpen() {
        byte[] sealed = cipher.seal("mobile", 7, MOBILE);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> cipher.open("mobile", 7, sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void blindIndex_isStableButDiffersByKindAndKey(@TempDir Path elsewhere) {
        BlindIndex index = new BlindIndex(new Secrets(keysIn(folder, true)));
        BlindIndex again = new BlindIndex(new Secrets(keysIn(folder, false)));
        BlindIndex foreign = new BlindIndex(new Secrets(keysIn(elsewhere, true)));
        assertThat(index.of("mobile", MOBILE)).isEqualTo(again.of("mobile", MOBILE));
        assertThat(index.of("mobile", MOBILE)).isNotEqualTo(index.of("id-number", MOBILE));
        assertThat(index.of("mobile", MOBILE)).isNotEqualTo(foreign.of("mobile", MOBILE));
    }

    @Test
    void missingKeyWithoutGeneration_namesTheFile(@TempDir Path empty) {
        Secrets secrets = new Secrets(keysIn(empty, false));
        assertThatThrownBy(() -> secrets.symmetric("field")).hasMessageContaining("field.key");
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void malformedKey_isRefusedByName() throws Exception {
        Files.writeString(folder.resolve("short.key"), "YWJj");
        Secrets secrets = new Secrets(keysIn(folder, false));
        assertThatThrownBy(() -> secrets.symmetric("short")).hasMessageContaining("short.key");
    }

    @Test
    void generatedKeys_areReadableByTheirOwnerOnly() throws Exception {
        new Secrets(keysIn(folder, true)).symmetric("token");
        assertThat(Files.getPosixFilePermissions(folder.resolve("token.key")))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }

    private FieldCipher cipher() {
        SecretsConfig config = keysIn(folder, true);
        return new FieldCipher(new FieldKeys(new Secrets(config), config));
    }

    private static SecretsConfig keysIn(Path folder, boolean generate) {
        return new SecretsConfig() {
            @Override
            public Path dir() {
                return folder;
            }

            @Override
            public boolean generate() {
                return generate;
            }

            @Override
            public Duration settling() {
                return SETTLING;
            }
        };
    }
}
