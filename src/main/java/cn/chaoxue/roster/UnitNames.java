package cn.chaoxue.roster;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Finds units by what people call them: the name, the short name, the administrative code, or names from above down,
/// "浙江省/杭州市", where one alone would fit several. Names are compared as [Texts#clean] leaves cells.
@Singleton
class UnitNames {

    /// Of a batch. With more, some are missing, and what looks like the only one need not be.
    static final int MOST = 20_000;
    /// By joins: a unit compared with a thousand names one after the other takes its time.
    private static final String FIND = """
            with wanted as (
                select distinct name from unnest($2::text[]) as n(name)
            ), named as (
                select u.id from unit u join wanted w on normalize(u.name, NFKC) = w.name
                union select u.id from unit u join wanted w on normalize(u.short_name, NFKC) = w.name
                union select u.id from unit u join wanted w on u.code = w.name
            )
            select u.id, u.name, u.short_name, u.code, u.closed_on is null as open, (
                select string_agg(s.name || '|' || s.short_name, '/' order by length(s.path)) from unit s
                where s.id = any(string_to_array(trim(both '/' from u.path), '/')::bigint[])) as names
            from named join unit u using (id)
            where u.path >= $1 and u.path < rtrim($1, '/') || '0'
            order by u.id limit $3
            """;

    /// The unit of a name, or why there is none, as a slug.
    sealed interface Match {
        record Found(long unitId) implements Match {}

        record None(String reason) implements Match {}
    }

    /// A unit that somebody may mean.
    record Candidate(long id, Set<String> called, boolean open, List<List<String>> lineage) {}

    /// Units beneath `unitPath` by the texts given.
    Uni<Map<String, Match>> find(SqlConnection tx, String unitPath, Collection<String> texts) {
        Set<String> last = new TreeSet<>();
        texts.forEach(text -> last.add(segments(text).getLast()));
        if (last.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Database.rows(tx, FIND, Tuple.of(unitPath, last.toArray(String[]::new), MOST + 1), row -> {
                    Set<String> called = new TreeSet<>();
                    called.add(Texts.clean(row.getString("name")));
                    called.add(Texts.clean(row.getString("short_name")));
                    String code = row.getString("code");
                    if (code != null) {
                        called.add(code);
                    }
                    return new Candidate(
                            row.getLong("id"), called, row.getBoolean("open"), lineage(row.getString("names")));
                })
                .map(candidates -> matches(texts, candidates));
    }

    static Map<String, Match> matches(Collection<String> texts, List<Candidate> candidates) {
        Map<String, List<Candidate>> byName = new HashMap<>();
        for (Candidate candidate : candidates) {
            candidate
                    .called()
                    .forEach(name -> byName.computeIfAbsent(name, _ -> new java.util.ArrayList<>())
                            .add(candidate));
        }
        Map<String, Match> matches = new HashMap<>();
        if (candidates.size() > MOST) {
            texts.forEach(text -> matches.put(text, new Match.None("unit-ambiguous")));
            return matches;
        }
        for (String text : texts) {
            List<String> segments = segments(text);
            matches.put(text, match(segments, byName.getOrDefault(segments.getLast(), List.of())));
        }
        return matches;
    }

    private static Match match(List<String> segments, List<Candidate> named) {
        List<Candidate> fitting =
                named.stream().filter(one -> lies(one.lineage(), segments)).toList();
        List<Candidate> open = fitting.stream().filter(Candidate::open).toList();
        if (open.size() == 1) {
            return new Match.Found(open.getFirst().id());
        }
        String none = fitting.isEmpty() ? "unit-unknown" : "unit-closed";
        return new Match.None(open.isEmpty() ? none : "unit-ambiguous");
    }

    /// Whether the names above the last occur among those above the unit, in this order.
    private static boolean lies(List<List<String>> lineage, List<String> segments) {
        int at = 0;
        for (int level = 0; level < lineage.size() - 1 && at < segments.size() - 1; level++) {
            if (lineage.get(level).contains(segments.get(at))) {
                at++;
            }
        }
        return at == segments.size() - 1;
    }

    private static List<List<String>> lineage(String names) {
        return Arrays.stream(names.split("/"))
                .map(both -> Arrays.stream(both.split("\\|")).map(Texts::clean).toList())
                .toList();
    }

    private static List<String> segments(String text) {
        List<String> segments = Arrays.stream(text.split("[/\\\\>]"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        return segments.isEmpty() ? List.of(text) : segments;
    }
}
