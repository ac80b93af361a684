package cn.chaoxue.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads what stands under `demo/` on the class path.
final class Resources {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Resources() {}

    /// Rows of a tab-separated file, split.
    static List<String[]> rows(String name) {
        return text(name).lines().map(line -> line.split("\t")).toList();
    }

    /// Words separated by white space.
    static List<String> words(String name) {
        return List.of(text(name).strip().split("\\s+"));
    }

    static <T> T json(String name, TypeReference<T> type) {
        try {
            return JSON.readValue(text(name), type);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static String text(String name) {
        try (InputStream in = Resources.class.getResourceAsStream("/demo/" + name)) {
            if (in == null) {
                throw new IllegalStateException("demo/" + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
