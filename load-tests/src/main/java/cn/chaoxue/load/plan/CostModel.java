package cn.chaoxue.load.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/// Measured costs with the conditions they were measured under: benchmark reports as `bench … --json` writes them. The
/// one in this build is `cost-model.json`, a list of such reports; a figure nobody has measured is absent, never
/// guessed.
record CostModel(List<Measured> reports) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// One benchmark's figures and conditions.
    record Measured(String name, Map<String, Double> figures, Map<String, String> conditions) {}

    /// The model this build brings.
    static CostModel ofThisBuild() throws IOException {
        try (InputStream in = Objects.requireNonNull(CostModel.class.getResourceAsStream("cost-model.json"))) {
            return of(JSON.readTree(in));
        }
    }

    static CostModel read(Path file) throws IOException {
        return of(JSON.readTree(Files.readString(file)));
    }

    /// These reports, and the others' of benchmarks that are not among these.
    CostModel preferredTo(CostModel others) {
        List<Measured> all = new ArrayList<>(reports);
        others.reports.stream()
                .filter(other -> reports.stream().noneMatch(mine -> mine.name.equals(other.name)))
                .forEach(all::add);
        return new CostModel(all);
    }

    /// Writes the reports in the form they are read in.
    void write(Path file) throws IOException {
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(reports);
        Files.writeString(file, text + "\n");
    }

    OptionalDouble figure(Cost cost) {
        return reports.stream()
                .map(report -> report.figures.get(cost.figure()))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .findFirst();
    }

    private static CostModel of(JsonNode json) {
        List<Measured> reports = new ArrayList<>();
        (json.isArray() ? json : JSON.createArrayNode().add(json)).forEach(report -> reports.add(measured(report)));
        return new CostModel(List.copyOf(reports));
    }

    private static Measured measured(JsonNode report) {
        Map<String, Double> figures = new LinkedHashMap<>();
        report.path("figures").properties().forEach(figure -> {
            if (figure.getValue().isNumber()) {
                figures.put(figure.getKey(), figure.getValue().asDouble());
            }
        });
        Map<String, String> conditions = new LinkedHashMap<>();
        report.path("conditions")
                .properties()
                .forEach(condition ->
                        conditions.put(condition.getKey(), condition.getValue().asText()));
        return new Measured(report.path("name").asText(), figures, conditions);
    }
}
