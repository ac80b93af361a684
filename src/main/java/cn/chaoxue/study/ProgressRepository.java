package cn.chaoxue.study;

import cn.chaoxue.campaign.LearnerCourse;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/// Progress in PostgreSQL. Coverage is only ever united with what is there, so a replay, a reorder or a Redis that
/// forgot a second can never take progress back (invariant 4).
@Singleton
class ProgressRepository {

    /// One changed course as it is to be stored.
    record Change(LearnerCourse who, CoverageState state) {}

    /// What became of a row by a change that did more to it than to move it on: the learner's first study of the
    /// course, its completion, or a union that has more than the change had.
    /// @param started the learner's first study of the course
    /// @param completed progress reached 100 % with this change
    record Outcome(LearnerCourse who, boolean started, boolean completed, Instant at, int coveredSegments) {}

    private static final String LOAD = """
            select p.covered::text, p.covered_segments, p.position_seconds, p.refused_seconds, p.version,
                p.completed_at, seen.at
            from (select max(updated_at) as at from course_progress where learner_id = $1) as seen
            left join course_progress p on p.learner_id = $1 and p.course_id = $2
            """;

    /// Keys in order, so that no two writers wait for each other. `old` and `new` need PostgreSQL 18. Rows that only
    /// went on, nearly all of them, are not sent back: what was sent is looked up by hash, as PostgreSQL would join
    /// rows it has just written one by one.
    private static final String WRITE = """
            with written as (
            insert into course_progress as p (learner_id, course_id, segments, covered, covered_segments,
                position_seconds, refused_seconds, version, started_at, updated_at, completed_at)
            select learner_id, course_id, segments, covered, bit_count(covered), position_seconds, refused_seconds,
                version, at, at, case when bit_count(covered) >= segments then at end
            from (
                select c.*, hex::bit varying as covered, to_timestamp(version / 1e6::float8) as at
                from unnest($1::bigint[], $2::bigint[], $3::int[], $4::text[], $5::float8[], $6::int[], $7::bigint[])
                    as c (learner_id, course_id, segments, hex, position_seconds, refused_seconds, version)
            ) as changed
            order by learner_id, course_id
            on conflict (learner_id, course_id) do update set
                segments = excluded.segments,
                covered = coverage_union(p.covered, excluded.covered),
                covered_segments = bit_count(coverage_union(p.covered, excluded.covered)),
                position_seconds =
                    case when excluded.version > p.version then excluded.position_seconds else p.position_seconds end,
                refused_seconds = greatest(p.refused_seconds, excluded.refused_seconds),
                version = greatest(p.version, excluded.version),
                updated_at = greatest(p.updated_at, excluded.updated_at),
                completed_at = coalesce(p.completed_at,
                    case when bit_count(coverage_union(p.covered, excluded.covered)) >= excluded.segments
                        then excluded.updated_at end)
            where p.version < excluded.version
                or coverage_union(p.covered, excluded.covered) <> p.covered
            returning p.learner_id, p.course_id, old.version is null as started,
                old.completed_at is null and new.completed_at is not null as completed,
                coalesce(new.completed_at, new.updated_at) as at, new.covered_segments
            )
            select * from written
            where started or completed or (learner_id, course_id, covered_segments) not in
                (select * from unnest($1::bigint[], $2::bigint[], $8::int[]))
            """;

    private final Database database;

    ProgressRepository(Database database) {
        this.database = database;
    }

    /// What is stored of a learner's course, all zero where nothing is.
    Uni<StoredProgress> load(LearnerCourse who) {
        return database.query(LOAD, Tuple.of(who.learnerId(), who.courseId()), ProgressRepository::storedOf)
                .map(List::getFirst);
    }

    /// Stores changes of distinct courses; yields only what has consequences.
    static Uni<List<Outcome>> write(SqlConnection tx, List<Change> changes) {
        Tuple columns = Tuple.tuple()
                .addArrayOfLong(longs(changes, change -> change.who().learnerId()))
                .addArrayOfLong(longs(changes, change -> change.who().courseId()))
                .addArrayOfInteger(integers(changes, CoverageState::segments))
                .addArrayOfString(filled(
                        new String[changes.size()],
                        i -> "x" + changes.get(i).state().bitmapHex()))
                .addArrayOfDouble(filled(
                        new Double[changes.size()], i -> changes.get(i).state().position()))
                .addArrayOfInteger(integers(changes, CoverageState::refusedSeconds))
                .addArrayOfLong(longs(changes, change -> change.state().version()))
                .addArrayOfInteger(integers(changes, CoverageState::coveredSegments));
        return Database.rows(tx, WRITE, columns, ProgressRepository::outcomeOf);
    }

    private static Outcome outcomeOf(Row row) {
        return new Outcome(
                new LearnerCourse(row.getLong("learner_id"), row.getLong("course_id")),
                row.getBoolean("started"),
                row.getBoolean("completed"),
                row.get(OffsetDateTime.class, "at").toInstant(),
                row.getInteger("covered_segments"));
    }

    private static StoredProgress storedOf(Row row) {
        Optional<Long> seen =
                Optional.ofNullable(row.get(OffsetDateTime.class, "at")).map(StudyTime::micros);
        String covered = row.getString("covered");
        return covered == null
                ? new StoredProgress("", 0, 0, 0, 0, false, seen)
                : new StoredProgress(
                        StoredProgress.hexOfBits(covered),
                        row.getInteger("covered_segments"),
                        row.getFloat("position_seconds"),
                        row.getInteger("refused_seconds"),
                        row.getLong("version"),
                        row.getValue("completed_at") != null,
                        seen);
    }

    private static Long[] longs(List<Change> changes, Function<Change, Long> column) {
        return filled(new Long[changes.size()], i -> column.apply(changes.get(i)));
    }

    private static Integer[] integers(List<Change> changes, Function<CoverageState, Integer> column) {
        return filled(
                new Integer[changes.size()], i -> column.apply(changes.get(i).state()));
    }

    private static <T> T[] filled(T[] column, IntFunction<T> value) {
        Arrays.setAll(column, value);
        return column;
    }
}
