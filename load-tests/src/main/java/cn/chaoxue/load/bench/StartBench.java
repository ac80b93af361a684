package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.Trouble;
import cn.chaoxue.load.stage.People;
import cn.chaoxue.load.stage.Person;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Duration;

/// How soon a further process serves a learner, and what it holds then: what scaling up costs.
final class StartBench implements Bench {

    private static final int TIMES = 3;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String title() {
        return "a further process from nothing to its first answer to a learner";
    }

    @Override
    public Duration usualRound() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void run(Duration round, Report report) throws Exception {
        try (Stage stage = Stage.open();
                HttpClient client = HttpClient.newHttpClient()) {
            stage.startWithPeople(2_000);
            String token = stage.tokens().of(learner(stage));
            Rounds rounds = new Rounds()
                    .with("milliseconds to the first answer", () -> millisToAnswer(stage, client, token))
                    .run(TIMES);
            report.figure("start.ms", rounds.median("milliseconds to the first answer"));
        }
    }

    private static double millisToAnswer(Stage stage, HttpClient client, String token) throws Exception {
        long began = System.nanoTime();
        Pod pod = stage.start("pod-more");
        HttpRequest request = HttpRequest.newBuilder(pod.at("/api/v1/me"))
                .header("Authorization", "Bearer " + token)
                .build();
        int status =
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        double millis = (System.nanoTime() - began) / 1e6;
        pod.kill();
        if (status != 200) {
            throw new Trouble("A learner got status " + status + " instead of 200; see " + pod.log() + ".");
        }
        return millis;
    }

    private static Person learner(Stage stage) throws Exception {
        try (Connection database = stage.database()) {
            return People.learners(database, 1).getFirst();
        }
    }
}
