package cn.chaoxue.exam;

import cn.chaoxue.platform.crypto.Secrets;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Receipts of submissions: the same attempt always gets the same one, whichever path took it and however often
/// it is asked; nobody without our key can make one up.
@Singleton
class Receipts {

    private static final String ALGORITHM = "HmacSHA256";
    /// Crockford's base32: no I, L, O or U, so it can be read out over the telephone.
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int GROUPS = 4;
    private static final int GROUP_LENGTH = 5;

    /// With its key; each receipt takes a copy, which costs a third of beginning anew.
    private final Mac prototype;

    Receipts(Secrets secrets) {
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(secrets.symmetric("receipt"), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Four groups of five characters (100 bits), `7XK2M-90QRT-…`.
    String of(long attemptId) {
        byte[] digest = digest(attemptId);
        StringBuilder text = new StringBuilder(GROUPS * (GROUP_LENGTH + 1));
        for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
            if (i > 0 && i % GROUP_LENGTH == 0) {
                text.append('-');
            }
            text.append(ALPHABET.charAt(digest[i] & 31));
        }
        return text.toString();
    }

    private byte[] digest(long attemptId) {
        try {
            Mac mac = (Mac) prototype.clone();
            return mac.doFinal(
                    ByteBuffer.allocate(Long.BYTES).putLong(attemptId).array());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
