package cn.chaoxue.identity;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.SyntheticId;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// How long a refusal takes, by what the name is. A measurement, not a test: it is run by name,
/// `./mvnw -Dquarkus.quinoa=false test -Dtest=LoginTimingMeasurement [-Dtries=1000]`, on a machine that does nothing
/// else; the table is printed and left in `target/login-timing.txt`.
@QuarkusTest
@TestProfile(LoginTimingMeasurement.Unbraked.class)
class LoginTimingMeasurement {

    private static final int TRIES = Integer.getInteger("tries", 1000);
    private static final int WARM_UP = 50;
    private static final int RESAMPLES = 2000;

    /// The brake answers before any password is looked at: it would hide what is measured.
    public static class Unbraked implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "chaoxue.identity.brake.free-failures", "1000000",
                    "chaoxue.identity.brake.address-budget", "1000000");
        }
    }

    @Inject
    Units units;

    @Inject
    People people;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Random random = new Random(20261122);

    private record Try(String kind, String name) {}

    @Test
    void measure() throws IOException, InterruptedException {
        UnitRef province = units.province();
        Person known = people.learner(province);
        Person pending = people.pending(province);
        Person staff = people.active(province, Role.LIAISON);
        List<Try> tries = new ArrayList<>();
        for (int i = 0; i < TRIES; i++) {
            tries.add(new Try("known", known.idNumber()));
            tries.add(new Try("unknown", SyntheticId.of(13_000_000 + i)));
            if (i % 4 == 0) {
                tries.add(new Try("pending", pending.idNumber()));
                tries.add(new Try("staff", staff.idNumber()));
            }
        }
        Collections.shuffle(tries, random);
        for (int i = 0; i < WARM_UP; i++) {
            millis(known.idNumber());
        }
        Map<String, List<Double>> times = new LinkedHashMap<>();
        for (Try one : tries) {
            times.computeIfAbsent(one.kind(), _ -> new ArrayList<>()).add(millis(one.name()));
        }
        report(times);
    }

    private double millis(String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/api/v1/auth/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"username\":\"" + name + "\",\"password\":\"not-the-password\"}"))
                .build();
        long began = System.nanoTime();
        int status = client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        if (status != 401) {
            throw new IllegalStateException("answered " + status);
        }
        return (System.nanoTime() - began) / 1e6;
    }

    private void report(Map<String, List<Double>> times) throws IOException {
        StringBuilder table = new StringBuilder();
        double[] unknown = array(Objects.requireNonNull(times.get("unknown")));
        times.forEach((kind, found) -> table.append(line(kind, array(found), unknown)));
        System.out.print(table);
        Files.writeString(Path.of("target/login-timing.txt"), table);
    }

    private String line(String kind, double[] found, double[] unknown) {
        double[] interval = medianGap(found, unknown);
        return String.format(
                Locale.ROOT,
                "%-8s n=%d mean=%.3f ms median=%.3f ms | to unknown: mean %+.3f ms (95%% %+.3f..%+.3f),"
                        + " median %+.3f ms (95%% %+.3f..%+.3f)%n",
                kind,
                found.length,
                mean(found),
                median(found),
                mean(found) - mean(unknown),
                mean(found) - mean(unknown) - 1.96 * error(found, unknown),
                mean(found) - mean(unknown) + 1.96 * error(found, unknown),
                median(found) - median(unknown),
                interval[0],
                interval[1]);
    }

    /// Bounds of the gap between medians, by drawing both samples anew.
    private double[] medianGap(double[] one, double[] other) {
        double[] gaps = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            gaps[i] = median(drawn(one)) - median(drawn(other));
        }
        Arrays.sort(gaps);
        return new double[] {gaps[(int) (RESAMPLES * 0.025)], gaps[(int) (RESAMPLES * 0.975)]};
    }

    private double[] drawn(double[] from) {
        return random.ints(from.length, 0, from.length)
                .mapToDouble(at -> from[at])
                .toArray();
    }

    /// Welch's standard error of the difference of two means.
    private static double error(double[] one, double[] other) {
        return Math.sqrt(variance(one) / one.length + variance(other) / other.length);
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
