package cn.chaoxue.platform.crypto;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.spec.SecretKeySpec;

/// The keys that seal fields, by number: `field.key` is 1, `field-2.key` is 2, and so on. A new file is found while the
/// service runs. It opens fields at once, and seals them only after a while, when every process has surely got it.
@Singleton
public class FieldKeys {

    private static final int FIRST = 1;
    private static final int MOST = 127;
    private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final Secrets secrets;
    private final Duration settling;
    private final Map<Integer, SecretKeySpec> keys = new ConcurrentHashMap<>();
    private volatile int current = FIRST;
    private volatile long lookedNanos;

    FieldKeys(Secrets secrets, SecretsConfig config) {
        this.secrets = secrets;
        this.settling = config.settling();
        of(FIRST);
        look();
    }

    /// The number of the key that seals now.
    public int current() {
        if (System.nanoTime() - lookedNanos > LOOK_EVERY_NANOS) {
            look();
        }
        return current;
    }

    /// The number of the newest key there is, whether it seals already or not.
    public int newest() {
        int number = FIRST;
        while (number < MOST && secrets.since(name(number + 1)).isPresent()) {
            number++;
        }
        return number;
    }

    /// Whether there is a key of this number; what was sealed under another cannot be opened.
    public boolean has(int number) {
        return number >= FIRST && secrets.since(name(number)).isPresent();
    }

    /// Makes the next key; its number. Where keys are mounted from elsewhere, it is added there instead.
    public int add() {
        int number = newest() + 1;
        if (number > MOST) {
            throw new IllegalStateException("there are " + MOST + " keys already");
        }
        secrets.add(name(number));
        return number;
    }

    SecretKeySpec of(int number) {
        return keys.computeIfAbsent(number, this::read);
    }

    /// Never makes a key on the way: a damaged first byte would otherwise leave a file behind.
    private SecretKeySpec read(int number) {
        if (number < FIRST || (number > FIRST && secrets.since(name(number)).isEmpty())) {
            throw new IllegalStateException("sealed under an unknown key");
        }
        return new SecretKeySpec(secrets.symmetric(name(number)), "AES");
    }

    private void look() {
        Instant settled = Instant.now().minus(settling);
        int number = newest();
        while (number > FIRST
                && !secrets.since(name(number)).orElse(Instant.MAX).isBefore(settled)) {
            number--;
        }
        current = number;
        lookedNanos = System.nanoTime();
    }

    private static String name(int number) {
        return number == FIRST ? "field" : "field-" + number;
    }
}
