package cn.chaoxue.load.stage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs access tokens with the stage's own key, so that 10,000 learners need no 10,000 log-ins. The service verifies
/// them like those it has signed itself.
public final class Tokens {

    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;
    private final String header;

    private Tokens(SecretKeySpec key, String keyId) {
        this.key = key;
        this.header = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"" + keyId + "\"}");
    }

    /// Reads the key the service made at its first start.
    static Tokens of(Path secrets) {
        SecretKeySpec key = Seals.key(secrets.resolve("token.key"), ALGORITHM);
        byte[] print = mac(key, "key id");
        return new Tokens(key, BASE64.encodeToString(Arrays.copyOf(print, 12)));
    }

    /// A token of its own session for ten minutes from now on, the longest the service accepts.
    public String of(Person person) {
        return of(person, person.role());
    }

    /// The same with these roles.
    public String of(Person person, String... roles) {
        Instant now = Instant.now();
        String claims = """
                {"iss":"https://chaoxue.cn","aud":"chaoxue-api","sub":"%d","groups":["%s"],"unit":%d,"unitName":"%s",\
                "unitPath":"%s","tv":%d,"sid":"%s","iat":%d,"exp":%d}""".formatted(
                        person.id(),
                        String.join("\",\"", roles),
                        person.unitId(),
                        person.unitName(),
                        person.unitPath(),
                        person.tokenVersion(),
                        UUID.randomUUID(),
                        now.getEpochSecond(),
                        now.plus(Duration.ofMinutes(10)).getEpochSecond());
        String content = header + "." + encoded(claims);
        return content + "." + BASE64.encodeToString(mac(key, content));
    }

    private static byte[] mac(SecretKeySpec key, String content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
