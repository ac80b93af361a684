package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.roster.RosterSource;
import cn.chaoxue.load.roster.RosterVisit;
import cn.chaoxue.load.stage.Stage;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;

/// A file of people on its way in while processes die: the one that takes it, the one that tries it out, the one that
/// applies it. The next goes on where the last one was.
final class KilledImport implements Drill {

    private static final int PEOPLE = 60_000;
    private static final int UPLOADING = 2;
    private static final int READING = 3;
    private static final int APPLYING = 5;
    private static final int TAKE_OVER_SECONDS = 30;

    @Override
    public String name() {
        return "killed-import";
    }

    @Override
    public String title() {
        return "kill -9 while 60,000 people are uploaded, tried out and applied, 10 times: each is entered once";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(8);
    }

    @Override
    public Result run() throws Exception {
        Keepsakes keepsakes = Keepsakes.of(name());
        try (Stage stage = Stage.open()) {
            try {
                return run(stage);
            } finally {
                keepsakes.logsOf(stage);
            }
        }
    }

    private Result run(Stage stage) throws Exception {
        MortalStaff staff = MortalStaff.on(stage);
        Path file = stage.folder().resolve("roster.xlsx");
        try (Connection database = stage.database()) {
            RosterSource.of(database).write(file, PEOPLE);
        }
        try (RosterVisit visit = RosterVisit.of(stage, staff::api)) {
            Verdict verdict = new Verdict();
            long id = upload(visit, staff, file);
            double slowest = killed(visit, staff, id, "found", READING);
            visit.until(id, "READY");
            visit.act(id, "application");
            slowest = Math.max(slowest, killed(visit, staff, id, "done", APPLYING));
            JsonNode done = visit.until(id, "DONE").get("done");
            ImportedPeople people = ImportedPeople.of(stage, id);
            Progress.say("%s; the same file once more", people);
            JsonNode again = repeated(visit, file);
            verdict.atMost("slowest take-over s", slowest, TAKE_OVER_SECONDS);
            verdict.demand(done.get("create").asInt() == PEOPLE, "the import says it did %s", done);
            verdict.demand(again.get("unchanged").asInt() == PEOPLE, "repeated, it did %s", again);
            verdict.demand(people.equals(ImportedPeople.of(stage, id)), "repeated, it had an effect");
            people.judge(verdict);
            return verdict.result(this, UPLOADING + READING + APPLYING, people.findings(PEOPLE));
        }
    }

    /// Some of the parts meet a process that dies while it stores them.
    private static long upload(RosterVisit visit, MortalStaff staff, Path file) throws Exception {
        JsonNode view = visit.announce(file);
        long id = view.get("id").asLong();
        int parts = view.get("parts").asInt();
        int between = parts / (UPLOADING + 1);
        try (InputStream in = Files.newInputStream(file)) {
            for (int part = 0; part < parts; part++) {
                int ordinal = part;
                byte[] content = in.readNBytes(view.get("partBytes").asInt());
                if (part > 0 && part % between == 0 && part / between <= UPLOADING) {
                    staff.killApiDuring(() -> {
                        visit.send(id, ordinal, content);
                        return null;
                    });
                }
                visit.send(id, ordinal, content);
            }
        }
        visit.act(id, "completion");
        return id;
    }

    /// Kills the worker so many times, each time a further share of the rows is through; the most seconds until one
    /// went on.
    private static double killed(RosterVisit visit, MortalStaff staff, long id, String what, int times)
            throws Exception {
        double slowest = 0;
        for (int kill = 1; kill <= times; kill++) {
            int share = PEOPLE / (times + 1) * kill;
            while (rows(visit, id, what) < share) {
                Thread.sleep(20);
            }
            long death = System.nanoTime();
            staff.killWorker();
            int then = rows(visit, id, what);
            staff.hireWorker();
            while (rows(visit, id, what) == then && seconds(death) < 2 * TAKE_OVER_SECONDS) {
                Thread.sleep(100);
            }
            slowest = Math.max(slowest, seconds(death));
            Progress.say("killed at %,d rows %s, went on after %.1f s", then, what, seconds(death));
        }
        return slowest;
    }

    private static int rows(RosterVisit visit, long id, String what) throws Exception {
        return visit.one(id).get(what).get("rows").asInt();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static JsonNode repeated(RosterVisit visit, Path file) throws Exception {
        long id = visit.upload(file);
        visit.until(id, "READY");
        return visit.apply(id).get("done");
    }
}
