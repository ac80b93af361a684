package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.bench.DeskVisit.Question;
import cn.chaoxue.load.stage.People;
import cn.chaoxue.load.stage.Person;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// A million cadres looked through by the administrators of the centre, of a province and of a city, and a review queue
/// with 50,000 waiting.
final class PeopleBench implements Bench {

    private static final int TIMES = 60;
    private static final int WARM_UPS = 4;
    private static final double FASTEST_SEARCH = 100;
    private static final int QUEUE = 50_000;
    private static final int APPROVED = 500;
    private static final int APPROVED_AT_ONCE = 200;
    private static final String REVIEW = "/api/v1/amendments";

    private final int cadres;
    private final List<Double> searches = new ArrayList<>();

    PeopleBench() {
        this(1_000_000);
    }

    private PeopleBench(int cadres) {
        this.cadres = cadres;
    }

    @Override
    public String name() {
        return "people";
    }

    @Override
    public String title() {
        return "1,000,000 cadres searched by administrators, and a review queue with 50,000 waiting";
    }

    @Override
    public Duration usualRound() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Bench sized(Sizes sizes) {
        return new PeopleBench(sizes.cadres(cadres));
    }

    @Override
    public void run(Duration round, Report report) throws Exception {
        try (Stage stage = Stage.open()) {
            // Newcomers are enrolled in running campaigns by a loop of its own; that is not what is measured. Nor is
            // how soon somebody has looked up enough for an hour.
            Pod pod = stage.startWithPeople(
                    200, "chaoxue.campaign.late-arrival-pause=1h", "chaoxue.cadre.revelations-per-hour=1000000");
            CadreMass.enter(stage, cadres);
            int waiting = Math.min(QUEUE, cadres / 2);
            WaitingAmendments.submit(stage, CadreMass.BASE + cadres, waiting);
            report.condition("cadres", cadres);
            report.condition("waiting", waiting);
            report.condition("asked", TIMES + " times each, one after the other");
            Desks desks;
            Person centre;
            try (Connection database = stage.database()) {
                desks = Desks.in(database, CadreMass.BASE + cadres);
                centre = People.of(database, "centre-admin", 1).getFirst();
            }
            try (DeskVisit all = visit(pod, stage, centre);
                    DeskVisit last = visit(pod, stage, desks.lastProvince());
                    DeskVisit first = visit(pod, stage, desks.firstProvince());
                    DeskVisit city = visit(pod, stage, desks.lastCity())) {
                search(report, "centre", all, desks, waiting);
                search(report, "province", last, desks, waiting);
                search(report, "city", city, desks, waiting);
                report.figure("search.p50.ms", percentile(searches, 0.5));
                report.atMost("search.p99.ms", percentile(searches, 0.99), FASTEST_SEARCH);
                report.figure("search.longest.ms", percentile(searches, 1));
                review(report, "centre", all);
                review(report, "province", last);
                review(report, "province.without.any", first);
                onADay(report, "centre", all);
                onADay(report, "province", last);
                approve(report, all);
            }
        }
    }

    private static DeskVisit visit(Pod pod, Stage stage, Person admin) {
        return new DeskVisit(pod, () -> stage.tokens().of(admin));
    }

    private void search(Report report, String who, DeskVisit desk, Desks desks, int waiting) throws Exception {
        List<Question> questions = new ArrayList<>(PeopleQuestions.of(desks.lastCounty(), CadreMass.BASE + cadres));
        questions.add(PeopleQuestions.byNumber(CadreMass.BASE + cadres, Math.min(waiting, desks.inLastCity())));
        for (Question question : questions) {
            desk.ask(question, WARM_UPS);
        }
        for (Question question : questions) {
            List<Double> millis = desk.ask(question, TIMES);
            searches.addAll(millis);
            report(report, "search." + who + "." + question.name(), millis);
        }
    }

    private static void review(Report report, String who, DeskVisit desk) throws Exception {
        Question opening = Question.get("queue", REVIEW + "?limit=50");
        desk.ask(opening, WARM_UPS);
        report(report, "review.open." + who, desk.ask(opening, TIMES));
        Question tally = Question.get("tally", REVIEW + "/tally");
        desk.ask(tally, WARM_UPS);
        report(report, "review.count." + who, desk.ask(tally, TIMES));
    }

    private static void onADay(Report report, String who, DeskVisit desk) throws Exception {
        Question day = Question.get("day", "/api/v1/postings?on=2026-03-01");
        desk.ask(day, WARM_UPS);
        report(report, "on.a.day." + who, desk.ask(day, TIMES));
    }

    /// As the page does: so many at once as one request takes.
    private static void approve(Report report, DeskVisit desk) throws IOException, InterruptedException {
        long began = System.nanoTime();
        int approved = 0;
        for (int left = APPROVED; left > 0; left -= APPROVED_AT_ONCE) {
            int limit = Math.min(left, APPROVED_AT_ONCE);
            JsonNode page = desk.send(REVIEW + "?limit=" + limit, "");
            String shown = StreamSupport.stream(page.get("items").spliterator(), false)
                    .map(item -> "{\"id\":%s,\"submittedAt\":%s}".formatted(item.get("id"), item.get("submittedAt")))
                    .collect(Collectors.joining(","));
            approved += desk.send(REVIEW + "/approvals", "{\"items\":[" + shown + "]}")
                    .get("approved")
                    .size();
        }
        report.atLeast("approved", approved, APPROVED);
        report.figure("approve.500.s", (System.nanoTime() - began) / 1e9);
    }

    private static void report(Report report, String what, List<Double> millis) {
        double typical = percentile(millis, 0.5);
        double rare = percentile(millis, 0.99);
        Progress.say("%-45s p50 %7.1f ms, p99 %7.1f ms", what, typical, rare);
        report.figure(what + ".p50.ms", typical);
        report.figure(what + ".p99.ms", rare);
    }

    static double percentile(List<Double> values, double part) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * part) - 1);
    }
}
