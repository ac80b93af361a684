package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.Trouble;
import cn.chaoxue.load.stage.Pod;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

/// An administrator with a large file.
final class RosterVisit implements AutoCloseable {

    private static final String IMPORTS = "/api/v1/cadres/imports";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Pod pod;
    private final Callable<String> tokens;

    /// `tokens` gives a fresh one for each request: a visit takes longer than one lives.
    RosterVisit(Pod pod, Callable<String> tokens) {
        this.pod = pod;
        this.tokens = tokens;
    }

    long upload(Path file) throws Exception {
        JsonNode view =
                sent("POST", IMPORTS, "application/json", bytes("""
                {"fileName": "%s", "bytes": %d}""".formatted(file.getFileName(), Files.size(file))));
        long id = view.get("id").asLong();
        try (InputStream in = Files.newInputStream(file)) {
            for (int part = 0; part < view.get("parts").asInt(); part++) {
                byte[] content = in.readNBytes(view.get("partBytes").asInt());
                sent("PUT", IMPORTS + "/" + id + "/parts/" + part, "application/octet-stream", content);
            }
        }
        sent("POST", IMPORTS + "/" + id + "/completion", "application/json", new byte[0]);
        return id;
    }

    JsonNode apply(long id) throws Exception {
        sent("POST", IMPORTS + "/" + id + "/application", "application/json", new byte[0]);
        return until(id, "DONE");
    }

    JsonNode until(long id, String state) throws Exception {
        while (true) {
            Thread.sleep(500);
            JsonNode view = sent("GET", IMPORTS + "/" + id, "application/json", new byte[0]);
            String now = view.get("state").asText();
            if (now.equals(state)) {
                return view;
            }
            if (now.equals("FAILED")) {
                throw new Trouble("The import failed: " + view);
            }
        }
    }

    Path export(String format, Path into) throws Exception {
        HttpRequest request =
                request("POST", "/api/v1/cadres/exports", "application/json", bytes("""
                {"format": "%s", "clear": true, "reason": "benchmark"}""".formatted(format)));
        HttpResponse<Path> answer = client.send(request, BodyHandlers.ofFile(into));
        if (answer.statusCode() != 200) {
            throw new Trouble("An export got status " + answer.statusCode() + ".");
        }
        return into;
    }

    private JsonNode sent(String method, String path, String type, byte[] body) throws Exception {
        HttpResponse<byte[]> answer = client.send(request(method, path, type, body), BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 300) {
            throw new Trouble(method + " " + path + " got status " + answer.statusCode() + ".");
        }
        return answer.body().length == 0 ? json.nullNode() : read(answer.body());
    }

    private JsonNode read(byte[] body) throws IOException {
        return json.readTree(body);
    }

    private HttpRequest request(String method, String path, String type, byte[] body) throws Exception {
        return HttpRequest.newBuilder(pod.at(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + tokens.call())
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofByteArray(body))
                .build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
