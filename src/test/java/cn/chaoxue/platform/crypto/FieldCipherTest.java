package cn.chaoxue.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldCipherTest {

    private static final String MOBILE = "19900001234";

    @TempDir
    Path folder;

    FieldCipher cipher;

    @BeforeEach
    void freshKeys() {
        cipher = new FieldCipher(new Secrets(keysIn(folder, true)));
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
        new Secrets(keysIn(folder, true)).signingKey();
        assertThat(Files.getPosixFilePermissions(folder.resolve("signing-key.pem")))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
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
        };
    }
}
