package cn.chaoxue.load.faults;

import cn.chaoxue.load.stage.Pod;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a process says of itself at `/q/metrics`, read once.
record Metrics(List<String> lines) {

    static Metrics of(Pod pod) throws IOException {
        HttpURLConnection request =
                (HttpURLConnection) pod.at("/q/metrics").toURL().openConnection();
        request.setConnectTimeout(2_000);
        request.setReadTimeout(10_000);
        try (InputStream in = request.getInputStream()) {
            return new Metrics(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList());
        }
    }

    /// Sum over all series whose name with labels begins like this.
    double value(String beginning) {
        return lines.stream()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(Metrics::number)
                .sum();
    }

    /// `name{labels} 12.0`, where an example may follow after a hash.
    private static double number(String line) {
        int example = line.indexOf(" # {");
        String series = example < 0 ? line : line.substring(0, example);
        return Double.parseDouble(series.substring(series.lastIndexOf(' ') + 1));
    }
}
