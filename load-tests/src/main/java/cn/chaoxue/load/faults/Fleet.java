package cn.chaoxue.load.faults;

import cn.chaoxue.load.crowd.Balancer;
import cn.chaoxue.load.faults.Ground.Role;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// The service processes of a drill and the balancer before them, which notices an end a second later.
final class Fleet {

    private static final Duration UNNOTICED = Duration.ofSeconds(1);

    private final Stage stage;
    private final String[] settings;
    private final Balancer balancer = new Balancer();
    private final AtomicInteger started = new AtomicInteger();
    private final List<Pod> pods = new CopyOnWriteArrayList<>();

    /// All processes get these further settings.
    Fleet(Stage stage, String... settings) {
        this.stage = stage;
        this.settings = settings;
    }

    Pod start(Role role, String... more) {
        String name = role.name().toLowerCase(Locale.ROOT) + "-" + started.incrementAndGet();
        String[] all = Stream.of(Stream.of(role.setting(), "-Xmx512m"), Arrays.stream(settings), Arrays.stream(more))
                .flatMap(each -> each)
                .toArray(String[]::new);
        Pod pod = stage.start(name, all);
        pods.add(pod);
        if (role != Role.WORKER) {
            balancer.add(pod.port());
        }
        return pod;
    }

    void kill(Pod pod) {
        pod.kill();
        forget(pod);
    }

    boolean stop(Pod pod, Duration patience) {
        forget(pod);
        return pod.stop(patience);
    }

    List<Pod> pods() {
        return List.copyOf(pods);
    }

    Balancer balancer() {
        return balancer;
    }

    private void forget(Pod pod) {
        pods.remove(pod);
        Thread.ofVirtual().start(() -> {
            Waiting.pause(UNNOTICED);
            balancer.remove(pod.port());
        });
    }
}
