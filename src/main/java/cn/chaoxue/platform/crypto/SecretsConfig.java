package cn.chaoxue.platform.crypto;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/// Where keys come from: files (a mounted secret), never the database.
@ConfigMapping(prefix = "chaoxue.secrets")
public interface SecretsConfig {

    /// Folder with `token.key`, `field.key`, `index.key`, `audit.key`, `receipt.key` (32 bytes, base64).
    @WithDefault("secrets")
    Path dir();

    /// How old a new key that seals fields (`field-2.key`, …) must be before it does: longer than keys take to reach
    /// every process.
    @WithDefault("2m")
    Duration settling();

    /// Make missing keys on start. Only for demo, development and tests: pods that each made their own keys
    /// would not accept each other's tokens.
    @WithDefault("false")
    boolean generate();
}
