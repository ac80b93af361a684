package cn.chaoxue.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import cn.chaoxue.platform.crypto.Secrets;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The key under which every process of this installation signs and verifies tokens, and the id by which tokens name
/// it, which says nothing about it; read at start.
@Startup
@Singleton
class SigningKeys {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_ID_BYTES = 12;

    private final SecretKey key;
    private final String keyId;

    SigningKeys(Secrets secrets) throws GeneralSecurityException {
        this.key = new SecretKeySpec(secrets.symmetric("token"), ALGORITHM);
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(key);
        byte[] print = mac.doFinal("key id".getBytes(US_ASCII));
        this.keyId = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(print, KEY_ID_BYTES));
    }

    SecretKey key() {
        return key;
    }

    String keyId() {
        return keyId;
    }
}
