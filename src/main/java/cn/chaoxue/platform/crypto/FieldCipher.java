package cn.chaoxue.platform.crypto;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals one field of one row with AES-256-GCM (A1.9). The row and field name are associated data, so a sealed
/// value moved to another row does not open. Layout: number of the key (1) · nonce (12) · ciphertext and tag.
@Startup
@Singleton
public class FieldCipher {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final FieldKeys keys;
    private final SecureRandom random = new SecureRandom();

    FieldCipher(FieldKeys keys) {
        this.keys = keys;
    }

    /// Seals `value`; every call gives other bytes.
    public byte[] seal(String field, long rowId, String value) {
        return seal(field, rowId, value.getBytes(StandardCharsets.UTF_8));
    }

    /// The same for bytes.
    public byte[] seal(String field, long rowId, byte[] value) {
        int number = keys.current();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, keys.of(number), nonce, field, rowId, value);
        return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                .put((byte) number)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /// Opens what [#seal] made for the same field and row; anything else fails.
    public String open(String field, long rowId, byte[] sealed) {
        return new String(openBytes(field, rowId, sealed), StandardCharsets.UTF_8);
    }

    /// The same for bytes.
    public byte[] openBytes(String field, long rowId, byte[] sealed) {
        ByteBuffer in = ByteBuffer.wrap(sealed);
        SecretKeySpec key = keys.of(in.get());
        byte[] nonce = new byte[NONCE_BYTES];
        in.get(nonce);
        byte[] body = new byte[in.remaining()];
        in.get(body);
        return run(Cipher.DECRYPT_MODE, key, nonce, field, rowId, body);
    }

    private static byte[] run(int mode, SecretKeySpec key, byte[] nonce, String field, long rowId, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD((field + ":" + rowId).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot process a sealed field", e);
        }
    }
}
