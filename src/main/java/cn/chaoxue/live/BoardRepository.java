package cn.chaoxue.live;

import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.live.BoardSnapshot.Line;
import cn.chaoxue.org.UnitLevel;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Reads boards from PostgreSQL, any number with one statement.
@ApplicationScoped
class BoardRepository {

    /// A closed unit as long as something is counted there: what stands beneath a unit and the unit's own add up to
    /// its counts.
    private static final String SHOWN = """
            (k.closed_on is null or exists (
                select from unit_tally h where h.campaign_id = c.id and h.unit_id = k.id
                   and (h.enrolled, h.started, h.course_completions, h.passed, h.completed) <> (0, 0, 0, 0, 0)))""";

    private static final String BOARDS = """
            select w.campaign_id, at.id as board_unit_id, w.children as board_children, owner.path as owner_path,
                   (select version from tree_version) as tree_version, clock_timestamp() as as_of,
                   near.place, u.id as unit_id, u.name, u.path, u.level,
                   exists (select from unit k where k.parent_id = u.id and %1$s) as has_children,
                   coalesce(t.enrolled, 0) as enrolled, coalesce(t.started, 0) as started,
                   coalesce(t.course_completions, 0) as course_completions, coalesce(t.passed, 0) as passed,
                   coalesce(t.completed, 0) as completed, coalesce(t.version, 0) as version,
                   coalesce(t.changed_at, c.opens_at) as changed_at
              from unnest($1::bigint[], $2::bigint[], $3::boolean[]) as w(campaign_id, unit_id, children)
              join campaign c on c.id = w.campaign_id
              join unit owner on owner.id = c.owner_unit_id
              join unit at on at.id = w.unit_id
             cross join lateral (
                   select case when place::bigint = at.id then 'SELF' else 'PARENT' end as place, place::bigint as id
                     from unnest(string_to_array(trim(both '/' from at.path), '/')) as place
                    union all
                   select 'CHILD', k.id from unit k where k.parent_id = at.id and w.children and %1$s) as near
              join unit u on u.id = near.id
              left join unit_tally t on t.campaign_id = c.id and t.unit_id = u.id
             order by near.place, length(u.path) * (near.place = 'PARENT')::int, u.ordinal, u.id
            """.formatted(SHOWN);

    private static final String NEWER = """
            select t.campaign_id, t.unit_id, t.enrolled, t.started, t.course_completions, t.passed, t.completed,
                   t.version, t.changed_at
              from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as w(campaign_id, unit_id, version)
              join unit_tally t on t.campaign_id = w.campaign_id and t.unit_id = w.unit_id and t.version > w.version
            """;

    private static final String TREE_VERSION = "select version from tree_version";

    private final Database database;

    BoardRepository(Database database) {
        this.database = database;
    }

    /// The boards that exist, by key.
    Uni<Map<BoardKey, BoardSnapshot>> read(List<BoardKey> keys) {
        Tuple arguments = Tuple.of(
                keys.stream().map(BoardKey::campaignId).toArray(Long[]::new),
                keys.stream().map(BoardKey::unitId).toArray(Long[]::new),
                keys.stream().map(BoardKey::children).toArray(Boolean[]::new));
        return database.query(BOARDS, arguments, Entry::of).map(BoardRepository::assemble);
    }

    /// How often the tree has changed.
    Uni<Long> treeVersion() {
        return database.query(TREE_VERSION, Tuple.tuple(), row -> row.getLong("version"))
                .map(List::getFirst);
    }

    /// Counts of those known units that have moved on since.
    Uni<List<UnitTally>> newerThan(Collection<UnitTally> known) {
        Tuple arguments = Tuple.of(
                known.stream().map(UnitTally::campaignId).toArray(Long[]::new),
                known.stream().map(UnitTally::unitId).toArray(Long[]::new),
                known.stream().map(UnitTally::version).toArray(Long[]::new));
        return database.query(NEWER, arguments, TallyRows::tally);
    }

    private static Map<BoardKey, BoardSnapshot> assemble(List<Entry> entries) {
        return entries.stream()
                .collect(Collectors.groupingBy(
                        Entry::key, Collectors.collectingAndThen(Collectors.toList(), BoardRepository::board)));
    }

    private static BoardSnapshot board(List<Entry> entries) {
        Map<String, List<Entry>> places = entries.stream().collect(Collectors.groupingBy(Entry::place));
        Entry self = places.getOrDefault("SELF", List.of()).getFirst();
        return new BoardSnapshot(
                self.key(),
                self.row().getLong("tree_version"),
                self.row().getString("owner_path"),
                self.row().getOffsetDateTime("as_of").toInstant(),
                lines(places, "PARENT").stream().map(Line::unit).toList(),
                self.line(),
                lines(places, "CHILD"));
    }

    private static List<Line> lines(Map<String, List<Entry>> places, String place) {
        return places.getOrDefault(place, List.of()).stream().map(Entry::line).toList();
    }

    private record Entry(BoardKey key, String place, Line line, Row row) {

        static Entry of(Row row) {
            BoardKey key = new BoardKey(
                    row.getLong("campaign_id"), row.getLong("board_unit_id"), row.getBoolean("board_children"));
            UnitView unit = new UnitView(
                    row.getLong("unit_id"),
                    row.getString("name"),
                    row.getString("path"),
                    UnitLevel.valueOf(row.getString("level")),
                    row.getBoolean("has_children"));
            return new Entry(key, row.getString("place"), new Line(unit, TallyRows.tally(row)), row);
        }
    }
}
