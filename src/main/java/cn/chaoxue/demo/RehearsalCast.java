package cn.chaoxue.demo;

import cn.chaoxue.demo.DemoState.Loaded;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Chooses who rehearses: active learners, province after province in turn, those with something left to do first,
/// never the published accounts.
@Singleton
final class RehearsalCast {

    /// Of very many people this many are looked at.
    private static final int LOOKED_AT = 20_000;

    private static final double DILIGENT = 0.3;
    private static final String UNFINISHED = """
            select a.username_index from account a join enrolment e on e.learner_id = a.id
            where a.username_index = any($1) and e.campaign_id = $2 and e.completed_at is null and a.status = 'ACTIVE'
            """;
    private static final String KEYS = """
            select q.id, q.correct from question q join exam x on x.id = q.exam_id
            join campaign_course k on k.course_id = x.course_id where k.campaign_id = $1
            """;

    private final DemoConfig config;
    private final Database database;
    private final UsernameKeys usernames;

    RehearsalCast(DemoConfig config, Database database, UsernameKeys usernames) {
        this.config = config;
        this.database = database;
        this.usernames = usernames;
    }

    /// At most `count` learners; fewer where there are not that many.
    Uni<List<Persona>> choose(Loaded demo, int count, SplittableRandom random) {
        return Uni.createFrom()
                .item(() -> candidates(demo, random))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(all -> unfinished(demo, all).map(fresh -> freshFirst(all, fresh)))
                .map(all -> all.stream()
                        .limit(count)
                        .map(person -> persona(person, random))
                        .toList());
    }

    /// The right answers of the big campaign's courses, hence of all.
    Uni<AnswerKeys> keys(Loaded demo) {
        return database.query(KEYS, Tuple.of(demo.campaigns().big()), row -> row)
                .map(rows -> new AnswerKeys(
                        rows.stream().collect(Collectors.toMap(row -> row.getLong("id"), RehearsalCast::correct))));
    }

    private static List<String> correct(Row row) {
        return Arrays.asList(row.getArrayOfStrings("correct"));
    }

    private Uni<Set<String>> unfinished(Loaded demo, List<DemoPerson> candidates) {
        Tuple arguments = usernames.tuple(candidates).addLong(demo.campaigns().small());
        return database.query(UNFINISHED, arguments, UsernameKeys::of).map(Set::copyOf);
    }

    private List<DemoPerson> freshFirst(List<DemoPerson> candidates, Set<String> fresh) {
        Map<Boolean, List<DemoPerson>> split =
                candidates.stream().collect(Collectors.partitioningBy(person -> fresh.contains(usernames.key(person))));
        return Stream.of(true, false)
                .flatMap(key -> split.getOrDefault(key, List.of()).stream())
                .toList();
    }

    private Persona persona(DemoPerson person, SplittableRandom random) {
        return new Persona(
                person.idNumber(), config.password(), random.nextDouble(0.7, 0.98), random.nextDouble() < DILIGENT);
    }

    /// Drawn anew for each rehearsal, then one of each province in turn.
    private static List<DemoPerson> candidates(Loaded demo, SplittableRandom random) {
        int posted = PostedAccount.values().length;
        IntStream ordinals = demo.cadres() - posted <= LOOKED_AT
                ? IntStream.range(posted, demo.cadres())
                : random.ints(posted, demo.cadres()).distinct().limit(LOOKED_AT);
        Map<String, List<DemoPerson>> byProvince = ordinals.mapToObj(demo.people()::person)
                .filter(person -> !person.pending())
                .collect(Collectors.groupingBy(demo.people()::provinceOf, TreeMap::new, Collectors.toList()));
        byProvince.values().forEach(people -> shuffle(people, random));
        return inTurn(List.copyOf(byProvince.values()));
    }

    private static List<DemoPerson> inTurn(List<List<DemoPerson>> groups) {
        int longest = groups.stream().mapToInt(List::size).max().orElse(0);
        List<DemoPerson> mixed = new ArrayList<>();
        for (int i = 0; i < longest; i++) {
            int round = i;
            groups.stream().filter(group -> round < group.size()).forEach(group -> mixed.add(group.get(round)));
        }
        return mixed;
    }

    private static void shuffle(List<DemoPerson> people, SplittableRandom random) {
        for (int i = people.size() - 1; i > 0; i--) {
            java.util.Collections.swap(people, i, random.nextInt(i + 1));
        }
    }
}
