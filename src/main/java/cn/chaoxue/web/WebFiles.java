package cn.chaoxue.web;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All files of the web app, read once at start. A service built without the web app has none.
final class WebFiles {

    private static final String ROOT = "META-INF/resources/";
    private static final String LIST = "webui-files.txt";
    private static final String INDEX = "/index.html";

    private final Map<String, WebFile> byPath;

    private WebFiles(Map<String, WebFile> byPath) {
        this.byPath = byPath;
    }

    static WebFiles load() {
        byte @Nullable [] list = read(LIST);
        if (list == null) {
            return new WebFiles(Map.of());
        }
        return new WebFiles(new String(list, StandardCharsets.UTF_8)
                .lines()
                .collect(Collectors.toUnmodifiableMap(name -> "/" + name, WebFiles::file)));
    }

    @Nullable
    WebFile find(String path) {
        return byPath.get(path);
    }

    /// The page every address of the app starts with.
    @Nullable
    WebFile index() {
        return byPath.get(INDEX);
    }

    private static WebFile file(String name) {
        byte[] plain = read(name);
        if (plain == null) {
            throw new IllegalStateException("The web build lists " + name + " but did not leave it");
        }
        boolean hashed = name.startsWith("assets/");
        return new WebFile(
                WebFile.contentType(name),
                etag(plain),
                hashed,
                Buffer.buffer(plain),
                buffer(read(name + ".gz")),
                buffer(read(name + ".br")));
    }

    private static @Nullable Buffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : Buffer.buffer(bytes);
    }

    private static byte @Nullable [] read(String name) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream in = loader.getResourceAsStream(ROOT + name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException("Cannot read " + name, broken);
        }
    }

    private static String etag(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
