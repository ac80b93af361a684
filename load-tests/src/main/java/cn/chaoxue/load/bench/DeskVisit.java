package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.Trouble;
import cn.chaoxue.load.stage.Pod;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// An administrator at a desk: one request after the other, over one connection.
final class DeskVisit implements AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final Pod pod;
    private final Supplier<String> tokens;

    DeskVisit(Pod pod, Supplier<String> tokens) {
        this.pod = pod;
        this.tokens = tokens;
    }

    /// One thing to ask for; `path` and `body` may differ from time to time, a null body makes it a GET.
    record Question(String name, IntFunction<String> path, IntFunction<String> body) {

        static Question get(String name, String path) {
            return get(name, _ -> path);
        }

        static Question get(String name, IntFunction<String> path) {
            return new Question(name, path, _ -> "");
        }
    }

    /// Milliseconds of each of so many times.
    List<Double> ask(Question question, int times) throws IOException, InterruptedException {
        String token = tokens.get();
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            long began = System.nanoTime();
            send(token, question.path().apply(i), question.body().apply(i));
            millis.add((System.nanoTime() - began) / 1e6);
        }
        return millis;
    }

    JsonNode send(String path, String body) throws IOException, InterruptedException {
        return json.readTree(send(tokens.get(), path, body));
    }

    private byte[] send(String token, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(pod.at(path)).header("Authorization", "Bearer " + token);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        }
        var answer = client.send(request.build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new Trouble(path + " got status " + answer.statusCode() + ".");
        }
        return answer.body();
    }

    @Override
    public void close() {
        client.close();
    }
}
