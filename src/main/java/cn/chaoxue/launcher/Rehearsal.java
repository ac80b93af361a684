package cn.chaoxue.launcher;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Asks the running demo to let synthetic learners study, and tells how they get on until they have finished.
final class Rehearsal {

    private static final int LENGTH_SECONDS = 300;
    private static final int SECONDS_BETWEEN_LINES = 10;

    private Rehearsal() {}

    /// Returns at once; trouble with a rehearsal is said and does not end the demo.
    static void start(DemoApi api, int learners) {
        Thread.ofPlatform().daemon().name("rehearsal").start(() -> run(api, learners));
    }

    private static void run(DemoApi api, int learners) {
        try {
            String request = "{\"learners\":" + learners + ",\"seconds\":" + LENGTH_SECONDS + "}";
            Object state = api.post("rehearsal", request);
            Progress.say("rehearsal of %d learners for %d s", learners, LENGTH_SECONDS);
            while (!Json.text(state, "state").equals("FINISHED")) {
                TimeUnit.SECONDS.sleep(SECONDS_BETWEEN_LINES);
                state = api.get("rehearsal");
                say(state);
            }
            Progress.say("rehearsal finished");
        } catch (IOException | Trouble e) {
            Progress.say("the rehearsal could not be followed: %s", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(Object state) {
        Progress.say(
                "rehearsal: %s of %s learners active, %s heartbeats (%s/s), %s submissions, %s completions, %s errors",
                Json.text(state, "activeLearners"),
                Json.text(state, "learners"),
                Json.text(state, "heartbeats"),
                Json.text(state, "heartbeatsPerSecond"),
                Json.text(state, "submissions"),
                Json.text(state, "completions"),
                Json.text(state, "errors"));
    }
}
