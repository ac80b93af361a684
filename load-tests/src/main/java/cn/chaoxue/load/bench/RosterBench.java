package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.launcher.Trouble;
import cn.chaoxue.load.roster.RosterSource;
import cn.chaoxue.load.roster.RosterVisit;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// A roster of half a million people in and out again through one process with 256 MB of heap: read and tried out,
/// applied, exported.
final class RosterBench implements Bench {

    private static final String HEAP = "-Xmx256m";

    private final int people;

    RosterBench() {
        this(500_000);
    }

    private RosterBench(int people) {
        this.people = people;
    }

    @Override
    public String name() {
        return "roster";
    }

    @Override
    public String title() {
        return "500,000 cadre records imported from a workbook and exported, with 256 MB of heap";
    }

    @Override
    public Duration usualRound() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Bench sized(Sizes sizes) {
        return new RosterBench(sizes.learners(people));
    }

    @Override
    public void run(Duration round, Report report) throws Exception {
        try (Stage stage = Stage.open()) {
            // Newcomers are enrolled in running campaigns by a loop of its own; that is not what is measured.
            Pod pod = stage.startWithPeople(200, HEAP, "chaoxue.campaign.late-arrival-pause=1h");
            Path file = stage.folder().resolve("roster.xlsx");
            try (Connection database = stage.database()) {
                RosterSource.of(database).write(file, people);
            }
            report.condition("people", people);
            report.condition("heap", HEAP);
            report.condition("enrolment of newcomers", "off");
            report.figure("file.mb", Files.size(file) / 1e6);
            try (HeapWatch heap = HeapWatch.of(pod);
                    RosterVisit visit = RosterVisit.of(stage, () -> pod)) {
                long id = report(report, "upload", () -> visit.upload(file));
                report(report, "read.and.try", () -> visit.until(id, "READY"));
                report.figure("heap.peak.mb.reading", heap.peak());
                report(report, "apply", () -> visit.apply(id));
                report.figure("heap.peak.mb.applying", heap.peak());
                report(
                        report,
                        "export.xlsx",
                        () -> visit.export("XLSX", stage.folder().resolve("out.xlsx")));
                report(
                        report,
                        "export.csv",
                        () -> visit.export("CSV", stage.folder().resolve("out.csv")));
                report.figure("heap.peak.mb", heap.peak());
                report.figure("process.peak.mb", heap.residentPeak());
            }
            requireAll(stage);
        }
    }

    private interface Work<T> {
        T run() throws Exception;
    }

    private <T> T report(Report report, String what, Work<T> work) throws Exception {
        long began = System.nanoTime();
        T result = work.run();
        double perSecond = people / ((System.nanoTime() - began) / 1e9);
        Progress.say("%s: %,.0f rows/s", what, perSecond);
        report.figure(what + ".rows.per.second", perSecond);
        return result;
    }

    private void requireAll(Stage stage) throws SQLException {
        try (Connection database = stage.database();
                Statement query = database.createStatement();
                ResultSet rows = query.executeQuery(
                        "select count(*) from cadre where id_masked like '" + RosterSource.MASKED + "'")) {
            rows.next();
            if (rows.getInt(1) != people) {
                throw new Trouble(rows.getInt(1) + " people are in the database, not " + people + ".");
            }
        }
    }
}
