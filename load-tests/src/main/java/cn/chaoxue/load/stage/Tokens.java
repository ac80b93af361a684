package cn.chaoxue.load.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/// Signs access tokens with the stage's own key, so that 10,000 learners need no 10,000 log-ins. The service verifies
/// them like those it has signed itself.
public final class Tokens {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final RSAPrivateCrtKey key;
    private final String header;

    private Tokens(RSAPrivateCrtKey key, String keyId) {
        this.key = key;
        this.header = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + keyId + "\"}");
    }

    /// Reads the key the service made at its first start.
    static Tokens of(Path secrets) {
        try {
            String pem = Files.readString(secrets.resolve("signing-key.pem")).replaceAll("-----[^-]+-----|\\s", "");
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            RSAPrivateCrtKey key = (RSAPrivateCrtKey) rsa.generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
            BigInteger modulus = key.getModulus();
            byte[] open = rsa.generatePublic(new RSAPublicKeySpec(modulus, key.getPublicExponent()))
                    .getEncoded();
            byte[] print = MessageDigest.getInstance("SHA-256").digest(open);
            return new Tokens(key, BASE64.encodeToString(Arrays.copyOf(print, 12)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
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
        return content + "." + BASE64.encodeToString(sign(content));
    }

    private byte[] sign(String content) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
