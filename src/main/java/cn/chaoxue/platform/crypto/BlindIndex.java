package cn.chaoxue.platform.crypto;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A keyed hash that finds a sealed value without opening it (A1.9). Kinds are kept apart: the same text under
/// two kinds gives unrelated indexes.
@Startup
@Singleton
public class BlindIndex {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    BlindIndex(Secrets secrets) {
        this.key = new SecretKeySpec(secrets.symmetric("index"), ALGORITHM);
    }

    /// 32 bytes, stable for this installation.
    public byte[] of(String kind, String value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(kind.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
