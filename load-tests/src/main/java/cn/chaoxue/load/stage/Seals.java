package cn.chaoxue.load.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals fields and makes blind indexes with the stage's own keys, so that 50,000 people need not come in by a form.
/// The service opens and finds them like those it has sealed itself.
public final class Seals {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec field;
    private final SecretKeySpec index;
    private final SecureRandom random = new SecureRandom();

    private Seals(SecretKeySpec field, SecretKeySpec index) {
        this.field = field;
        this.index = index;
    }

    /// Reads the keys the service made at its first start.
    static Seals of(Path secrets) {
        return new Seals(key(secrets.resolve("field.key"), "AES"), key(secrets.resolve("index.key"), "HmacSHA256"));
    }

    /// A value sealed for one field of one row.
    public byte[] seal(String name, long row, String value) {
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, field, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD((name + ":" + row).getBytes(StandardCharsets.UTF_8));
            byte[] sealed = cipher.doFinal(value.getBytes(StandardCharsets.UTF_8));
            byte first = 1;
            return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                    .put(first)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What a value is found by.
    public byte[] index(String kind, String value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(index);
            mac.update((kind + "\0").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static SecretKeySpec key(Path file, String algorithm) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(Files.readString(file).strip());
            return new SecretKeySpec(bytes, algorithm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
