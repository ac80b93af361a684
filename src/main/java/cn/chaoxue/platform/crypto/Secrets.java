package cn.chaoxue.platform.crypto;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/// The keys of this installation. Fails at start with the file's name when one is missing or malformed.
@ApplicationScoped
public class Secrets {

    private static final int SYMMETRIC_BYTES = 32;

    private final SecretsConfig config;

    Secrets(SecretsConfig config) {
        this.config = config;
    }

    /// 32 bytes under `<name>.key`.
    public byte[] symmetric(String name) {
        byte[] key = Base64.getMimeDecoder()
                .decode(read(name + ".key", Secrets::newSymmetric).strip());
        if (key.length != SYMMETRIC_BYTES) {
            throw new IllegalStateException("%s.key must hold 32 bytes in base64".formatted(name));
        }
        return key;
    }

    /// Since when there is a file `<name>.key`; empty while there is none.
    Optional<Instant> since(String name) {
        try {
            return Optional.of(Files.getLastModifiedTime(config.dir().resolve(name + ".key"))
                    .toInstant());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at the key " + name, e);
        }
    }

    /// Makes `<name>.key`, unless it exists.
    void add(String name) {
        try {
            create(config.dir().resolve(name + ".key"), newSymmetric());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the key " + name, e);
        }
    }

    private String read(String name, Supplier<String> fresh) {
        Path file = config.dir().resolve(name);
        try {
            if (config.generate() && Files.notExists(file)) {
                create(file, fresh.get());
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the key " + file.toAbsolutePath(), e);
        }
    }

    private static void create(Path file, String content) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path draft = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "key",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, content, StandardCharsets.US_ASCII, StandardOpenOption.TRUNCATE_EXISTING);
        try {
            // A link never replaces: the first of several processes wins and all read the same key.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException _) {
            // Another process was first.
        } finally {
            Files.delete(draft);
        }
    }

    private static String newSymmetric() {
        byte[] key = new byte[SYMMETRIC_BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key) + "\n";
    }
}
