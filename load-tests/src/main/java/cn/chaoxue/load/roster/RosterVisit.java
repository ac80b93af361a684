package cn.chaoxue.load.roster;

import cn.chaoxue.launcher.Trouble;
import cn.chaoxue.load.stage.People;
import cn.chaoxue.load.stage.Person;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// An administrator of the centre with a large file, who may see in clear what it holds.
public final class RosterVisit implements AutoCloseable {

    private static final String IMPORTS = "/api/v1/cadres/imports";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Supplier<Pod> pod;
    private final Callable<String> tokens;

    private RosterVisit(Supplier<Pod> pod, Callable<String> tokens) {
        this.pod = pod;
        this.tokens = tokens;
    }

    /// Talks to whatever process `pod` names then, with a fresh token for each request: a visit takes longer than one
    /// lives.
    public static RosterVisit of(Stage stage, Supplier<Pod> pod) {
        return new RosterVisit(pod, () -> {
            try (Connection database = stage.database()) {
                Person admin = People.of(database, "centre-admin", 1).getFirst();
                return stage.tokens().of(admin, admin.role(), "unmask");
            }
        });
    }

    /// Announces, sends and completes a file; its id.
    public long upload(Path file) throws Exception {
        JsonNode view = announce(file);
        long id = view.get("id").asLong();
        try (InputStream in = Files.newInputStream(file)) {
            for (int part = 0; part < view.get("parts").asInt(); part++) {
                send(id, part, in.readNBytes(view.get("partBytes").asInt()));
            }
        }
        act(id, "completion");
        return id;
    }

    /// The import, with its parts to send.
    public JsonNode announce(Path file) throws Exception {
        return sent("POST", IMPORTS, "application/json", bytes("""
                {"fileName": "%s", "bytes": %d}""".formatted(file.getFileName(), Files.size(file))));
    }

    /// Sends one part.
    public void send(long id, int part, byte[] content) throws Exception {
        sent("PUT", IMPORTS + "/" + id + "/parts/" + part, "application/octet-stream", content);
    }

    /// `completion` or `application`.
    public void act(long id, String what) throws Exception {
        sent("POST", IMPORTS + "/" + id + "/" + what, "application/json", new byte[0]);
    }

    /// Applied to the end.
    public JsonNode apply(long id) throws Exception {
        act(id, "application");
        return until(id, "DONE");
    }

    /// Waits for a state.
    public JsonNode until(long id, String state) throws Exception {
        while (true) {
            Thread.sleep(500);
            JsonNode view = one(id);
            String now = view.get("state").asText();
            if (now.equals(state)) {
                return view;
            }
            if (now.equals("FAILED")) {
                throw new Trouble("The import failed: " + view);
            }
        }
    }

    /// The import as it stands.
    public JsonNode one(long id) throws Exception {
        return sent("GET", IMPORTS + "/" + id, "application/json", new byte[0]);
    }

    /// Everybody, in clear.
    public Path export(String format, Path into) throws Exception {
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
        return HttpRequest.newBuilder(pod.get().at(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + tokens.call())
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofByteArray(body))
                .build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
