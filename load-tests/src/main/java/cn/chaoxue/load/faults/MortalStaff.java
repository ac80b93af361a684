package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/// One process that takes files and one that works on them, each replaced when it was killed.
final class MortalStaff {

    private static final String[] API = {
        "chaoxue.role.worker=false",
        "-Xmx256m",
        // More of them, so that some meet a death.
        "chaoxue.roster.part=64K"
    };
    private static final String[] WORKER = {
        "chaoxue.role.api=false",
        "-Xmx256m",
        "chaoxue.roster.part=64K",
        // Shorter than usual, so that the drill ends today.
        "chaoxue.roster.lease=5s",
        // Newcomers are enrolled by a loop of its own.
        "chaoxue.campaign.late-arrival-pause=1h"
    };

    private final Stage stage;
    private final Random moments = new Random(4711);
    private int hired;
    private Pod api;
    private Pod worker;

    private MortalStaff(Stage stage) {
        this.stage = stage;
        this.api = stage.startWithPeople(200, API);
        this.worker = stage.start(name("worker"), WORKER);
    }

    static MortalStaff on(Stage stage) {
        return new MortalStaff(stage);
    }

    Pod api() {
        return api;
    }

    /// Kills the process in the middle of a request; whether it was served nobody knows.
    void killApiDuring(Callable<Void> request) {
        CompletableFuture<Boolean> served = CompletableFuture.supplyAsync(() -> succeeds(request));
        Waiting.pause(Duration.ofMillis(moments.nextInt(15)));
        api.kill();
        Progress.say("killed during a request that was %s", served.join() ? "served" : "not answered");
        api = stage.start(name("api"), API);
    }

    void killWorker() {
        Waiting.pause(Duration.ofMillis(moments.nextInt(60)));
        worker.kill();
    }

    void hireWorker() {
        worker = stage.start(name("worker"), WORKER);
    }

    private String name(String role) {
        hired++;
        return role + "-" + hired;
    }

    private static boolean succeeds(Callable<Void> request) {
        try {
            request.call();
            return true;
        } catch (Exception _) {
            return false;
        }
    }
}
