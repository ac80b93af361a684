package cn.chaoxue.platform.crypto;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/// Where keys come from: files (a mounted secret), never the database.
@ConfigMapping(prefix = "chaoxue.secrets")
public interface SecretsConfig {

    /// Folder with `signing-key.pem` (RSA, PKCS#8), `field.key`, `index.key`, `receipt.key` (32 bytes, base64).
    @WithDefault("secrets")
    Path dir();

    /// Make missing keys on start. Only for demo, development and tests: pods that each made their own keys
    /// would not accept each other's tokens.
    @WithDefault("false")
    boolean generate();
}
