package cn.chaoxue.load.rush;

import cn.chaoxue.load.stage.Stage;
import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.LongAdder;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The bare Argon2id library as the service uses it (19 MiB, 2 passes, 1 lane), and accounts that can log in with it.
public final class Passwords {

    /// Everybody's password here.
    public static final String PASSWORD = "Chaoxue-Rush-2026";

    private static final Argon2 ARGON2 = Argon2Factory.create(Argon2Factory.Argon2Types.ARGON2id);
    private static final String HASH = ARGON2.hash(2, 19 * 1024, 1, PASSWORD.toCharArray());

    private Passwords() {}

    /// Verifications per second, by so many threads that do nothing else.
    public static double perSecond(int threads, Duration length) throws InterruptedException {
        LongAdder verified = new LongAdder();
        long began = System.nanoTime();
        long end = began + length.toNanos();
        Thread[] all = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            all[i] = Thread.ofPlatform().start(() -> verifyUntil(end, verified));
        }
        for (Thread thread : all) {
            thread.join();
        }
        return verified.sum() / ((System.nanoTime() - began) / 1e9);
    }

    /// What account `id` logs in as.
    public static String usernameOf(long id) {
        return "RUSH-" + id;
    }

    /// Gives every learner that name and the password.
    public static void give(Stage stage, Iterable<Long> accounts) throws SQLException, IOException {
        String sql = "update account set username_index = ?, password_hash = ? where id = ?";
        byte[] key = Base64.getMimeDecoder()
                .decode(Files.readString(stage.folder().resolve("secrets/index.key"))
                        .strip());
        try (Connection database = stage.database();
                PreparedStatement update = database.prepareStatement(sql)) {
            database.setAutoCommit(false);
            for (long id : accounts) {
                update.setBytes(1, index(key, usernameOf(id)));
                update.setString(2, HASH);
                update.setLong(3, id);
                update.addBatch();
            }
            update.executeBatch();
            database.commit();
        }
    }

    private static void verifyUntil(long end, LongAdder verified) {
        while (System.nanoTime() < end) {
            if (!ARGON2.verify(HASH, PASSWORD.toCharArray())) {
                throw new IllegalStateException("the right password was refused");
            }
            verified.increment();
        }
    }

    /// The service's blind index of a user name.
    private static byte[] index(byte[] key, String username) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(("id-number\0" + username).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
