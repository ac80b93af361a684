package cn.chaoxue.load.faults;

import cn.chaoxue.load.faults.Checker.Findings;
import cn.chaoxue.load.roster.RosterSource;
import cn.chaoxue.load.stage.Stage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// What PostgreSQL holds of the people of a file: records and whose they are, accounts, postings (who never moved has
/// none), what the audit log says of each, and of the import.
record ImportedPeople(
        long records,
        long people,
        long accounts,
        long postings,
        long entries,
        long peopleWithEntry,
        long starts,
        long ends,
        long partsLeft) {

    private static final String SQL = """
            with p as materialized (select id, id_index from cadre where id_masked like ?),
                e as materialized (select subject_id from audit_entry where subject_kind = 'cadre')
            select (select count(*) from p), (select count(distinct id_index) from p),
                (select count(*) from account join p using (id)),
                (select count(*) from posting o join p on p.id = o.cadre_id),
                (select count(*) from e join p on p.id = e.subject_id),
                (select count(distinct e.subject_id) from e join p on p.id = e.subject_id),
                (select count(*) from audit_entry where action = 'roster.apply' and subject_id = ?),
                (select count(*) from audit_entry where action = 'roster.applied' and subject_id = ?),
                (select count(*) from roster_part where import_id = ?)
            """;

    static ImportedPeople of(Stage stage, long importId) throws SQLException {
        try (Connection database = stage.database();
                PreparedStatement query = database.prepareStatement(SQL)) {
            query.setString(1, RosterSource.MASKED);
            query.setLong(2, importId);
            query.setLong(3, importId);
            query.setLong(4, importId);
            ResultSet row = query.executeQuery();
            row.next();
            return new ImportedPeople(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(8),
                    row.getLong(9));
        }
    }

    void judge(Verdict verdict) {
        verdict.figure("records", records).figure("accounts", accounts).figure("audit entries", entries);
        verdict.demand(starts == 1 && ends == 1, "the log tells of %d beginnings and %d ends", starts, ends);
        verdict.demand(partsLeft == 0, "%d parts of the file are still there", partsLeft);
    }

    Findings findings(long expected) {
        long lost = Math.max(0, expected - people) + Math.max(0, people - peopleWithEntry);
        long duplicated = records - people + Math.max(0, entries - peopleWithEntry);
        long drift = Math.abs(records - accounts) + postings;
        return new Findings(expected, 0, lost, duplicated, drift, List.of());
    }
}
