package cn.chaoxue.identity;

import cn.chaoxue.platform.clock.SharedClock;
import cn.chaoxue.platform.crypto.BlindIndex;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Browsers somebody has signed in with, known by a signed mark of their own: nothing is stored here, and
/// the mark tells nobody whose it is. It opens nothing. It only keeps its owner from waiting for what
/// strangers have failed at: guesses at the same name from elsewhere, or those of a whole office behind the
/// same address. All marks of a name are counted together, so that collecting them buys no more tries.
@Singleton
class KnownDevices {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\.([\\w-]{16})\\.([\\w-]{43})");
    private static final int RANDOM_BYTES = 12;

    private final BlindIndex index;
    private final SessionCookies cookies;
    private final IdentityConfig.Brake config;
    private final SharedClock clock;
    private final SecureRandom random = new SecureRandom();

    KnownDevices(BlindIndex index, SessionCookies cookies, IdentityConfig config, SharedClock clock) {
        this.index = index;
        this.cookies = cookies;
        this.config = config.brake();
        this.clock = clock;
    }

    /// The mark a request carries, whosever it may be.
    Optional<String> of(RoutingContext context) {
        return Optional.ofNullable(cookies.device(context));
    }

    /// A fresh mark for whoever has just shown the password of `name`.
    String mark(String name) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        long end = clock.instant().plus(config.deviceMemory()).getEpochSecond();
        String open = end + "." + encoded(bytes);
        return open + "." + seal(name, open);
    }

    /// Whether the mark was given for this name, and has not run out.
    boolean knows(String name, String mark) {
        Matcher parts = FORM.matcher(mark);
        if (!parts.matches()) {
            return false;
        }
        byte[] right = seal(name, parts.group(1) + "." + parts.group(2)).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(right, parts.group(3).getBytes(StandardCharsets.US_ASCII))
                && clock.instant().getEpochSecond() < Long.parseLong(parts.group(1));
    }

    private String seal(String name, String open) {
        return encoded(index.of("device", open + " " + name));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
