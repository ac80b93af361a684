package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.launcher.Trouble;
import cn.chaoxue.load.rush.Passwords;
import cn.chaoxue.load.rush.Times;
import cn.chaoxue.load.stage.People;
import cn.chaoxue.load.stage.Person;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/// Whether the time of a refusal tells if a name is known: wrong passwords one after the other, kinds of names
/// shuffled.
final class LoginTimingBench implements Bench {

    private static final int TRIES = 1_000;
    private static final int NAMES = 200;
    private static final int WARM_UP = 300;
    /// A gap that is beyond doubt and larger than this could be told over a network.
    private static final double TOLERABLE_MILLIS = 0.2;
    /// The brake answers before any password is looked at: it would hide what is measured.
    private static final String[] UNBRAKED = {
        "chaoxue.identity.brake.free-failures=1000000",
        "chaoxue.identity.brake.address-budget=1000000",
        "chaoxue.identity.brake.global-budget=1000000"
    };

    private enum Kind {
        UNKNOWN,
        KNOWN,
        PENDING,
        STAFF
    }

    private record Try(Kind kind, String name) {}

    private final Sizes sizes;

    LoginTimingBench() {
        this(new Sizes());
    }

    private LoginTimingBench(Sizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "login-timing";
    }

    @Override
    public String title() {
        return "how long a refusal takes for a known name and an unknown one (--learners: tries of each)";
    }

    @Override
    public Duration usualRound() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Bench sized(Sizes wanted) {
        return new LoginTimingBench(wanted);
    }

    @Override
    public void run(Duration round, Report report) throws Exception {
        try (Stage stage = Stage.open();
                HttpClient client = HttpClient.newHttpClient()) {
            Pod pod = stage.startWithPeople(2_000, UNBRAKED);
            List<Try> tries = tries(stage, sizes.learners(TRIES));
            Progress.say("%d refusals, one after the other", tries.size());
            for (Try one : tries.subList(0, Math.min(WARM_UP, tries.size()))) {
                millis(pod, client, one.name());
            }
            Map<Kind, List<Double>> millis = new EnumMap<>(Kind.class);
            for (Try one : tries) {
                millis.computeIfAbsent(one.kind(), _ -> new ArrayList<>()).add(millis(pod, client, one.name()));
            }
            tell(millis, report);
        }
    }

    private static List<Try> tries(Stage stage, int each) throws SQLException, IOException {
        List<Long> known = new ArrayList<>();
        List<Long> staff = new ArrayList<>();
        try (Connection database = stage.database()) {
            People.of(database, "liaison", NAMES).stream().map(Person::id).forEach(staff::add);
            People.learners(database, 3 * NAMES).stream()
                    .map(Person::id)
                    .filter(id -> !staff.contains(id))
                    .limit(2 * NAMES)
                    .forEach(known::add);
        }
        List<Long> all = Stream.concat(known.stream(), staff.stream()).toList();
        List<Long> pending = known.subList(NAMES, known.size());
        Passwords.give(stage, all);
        change(stage, "status = 'ACTIVE', initial_index = null", all);
        change(stage, "status = 'PENDING', password_hash = null, initial_index = '\\x00'", pending);
        List<Try> tries = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            tries.add(new Try(Kind.UNKNOWN, Passwords.usernameOf(900_000_000L + i)));
            tries.add(new Try(Kind.KNOWN, Passwords.usernameOf(known.get(i % NAMES))));
            if (i % 4 == 0) {
                tries.add(new Try(Kind.PENDING, Passwords.usernameOf(pending.get(i % pending.size()))));
                tries.add(new Try(Kind.STAFF, Passwords.usernameOf(staff.get(i % staff.size()))));
            }
        }
        Collections.shuffle(tries, new Random(20261122));
        return tries;
    }

    private static void change(Stage stage, String what, List<Long> accounts) throws SQLException {
        String sql = "update account set " + what + " where id = any (?)";
        try (Connection database = stage.database();
                PreparedStatement update = database.prepareStatement(sql)) {
            update.setArray(1, database.createArrayOf("bigint", accounts.toArray()));
            update.executeUpdate();
        }
    }

    private static double millis(Pod pod, HttpClient client, String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(pod.at("/api/v1/auth/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"username\":\"%s\",\"password\":\"not-the-password\"}".formatted(name)))
                .build();
        long began = System.nanoTime();
        int status = client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        if (status != 401) {
            throw new Trouble("A wrong password was answered " + status + "; see " + pod.log() + ".");
        }
        return (System.nanoTime() - began) / 1e6;
    }

    private static void tell(Map<Kind, List<Double>> millis, Report report) {
        Map<Kind, Times> times = new EnumMap<>(Kind.class);
        millis.forEach((kind, found) -> times.put(kind, new Times(found)));
        times.forEach((kind, found) -> {
            String name = kind.name().toLowerCase(java.util.Locale.ROOT);
            report.figure(name + ".tries", found.count());
            report.figure(name + ".median.ms", found.median());
            report.figure(name + ".p99.ms", found.p99());
        });
        Times unknown = Objects.requireNonNull(times.get(Kind.UNKNOWN));
        times.forEach((kind, found) -> {
            if (kind != Kind.UNKNOWN) {
                String name = kind.name().toLowerCase(java.util.Locale.ROOT) + ".gap";
                Times.Interval interval = found.longerThan(unknown);
                report.figure(name + ".median.ms", found.median() - unknown.median());
                report.figure(name + ".from.ms", interval.low());
                report.figure(name + ".to.ms", interval.high());
                report.atMost(name + ".certain.ms", interval.certain(), TOLERABLE_MILLIS);
            }
        });
    }
}
