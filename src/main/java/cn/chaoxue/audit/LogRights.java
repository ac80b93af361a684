package cn.chaoxue.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/// What a role of the database could do to the log beyond adding to it, by itself or as any role it is a member of.
///
/// @param role who signs in
/// @param present whether there is a log at all
/// @param excess what it could do, for people to read; empty where nothing
/// @param remedy who has to run what, where it could create in a schema that migrations have no power over
record LogRights(String role, boolean present, String excess, Optional<String> remedy) {

    private static final String CREATES = "create in the schema";
    /// Only tables that have been migrated are asked about.
    private static final String REMEDY = "select public.schema_remedy(current_user) as remedy";

    /// Owners switch triggers off and give themselves rights; who owns the schema drops what is in it; who writes down
    /// which migrations have run, or what the service is not granted, has the owner do it at the next migrate; who
    /// creates functions has the owner call one.
    private static final String READ = """
            with log as (
                select c.oid, c.relname, c.relowner, n.nspowner
                  from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where c.oid in (to_regclass('audit_entry'), to_regclass('audit_head'))
            ), mine as (
                select oid from pg_roles where pg_has_role(oid, 'MEMBER')
            ), excess (what) as (
                select 'own ' || relname from log where pg_has_role(relowner, 'MEMBER')
                union select 'own the schema' from log where pg_has_role(nspowner, 'MEMBER')
                union select 'update ' || relname from log, mine
                 where relname = 'audit_entry' and has_any_column_privilege(mine.oid, log.oid, 'UPDATE')
                union select lower(act) || ' ' || relname
                  from log, mine, (values ('DELETE'), ('TRUNCATE'), ('TRIGGER')) acts (act)
                 where has_table_privilege(mine.oid, log.oid, act)
                union select 'create in the schema' from mine where has_schema_privilege(mine.oid, 'public', 'CREATE')
                union select lower(act) || ' ' || record
                  from mine, (values ('flyway_schema_history'), ('service_withheld')) records (record),
                       (values ('INSERT'), ('UPDATE')) acts (act)
                 where has_any_column_privilege(mine.oid, to_regclass(record), act)
                union select lower(act) || ' ' || record
                  from mine, (values ('flyway_schema_history'), ('service_withheld')) records (record),
                       (values ('DELETE'), ('TRUNCATE'), ('TRIGGER')) acts (act)
                 where has_table_privilege(mine.oid, to_regclass(record), act)
            )
            select current_user as role, (select count(*) from log) = 2 as present,
                   array_to_string(array(select what from excess order by what), ', ') as excess
            """;

    /// Those of whoever the connections of `source` sign in as.
    static LogRights of(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(READ)) {
            row.next();
            return of(statement, row.getString("role"), row.getBoolean("present"), row.getString("excess"));
        }
    }

    private static LogRights of(Statement statement, String role, boolean present, String excess) throws SQLException {
        if (!present || !excess.contains(CREATES)) {
            return new LogRights(role, present, excess, Optional.empty());
        }
        try (ResultSet row = statement.executeQuery(REMEDY)) {
            row.next();
            return new LogRights(role, true, excess, Optional.ofNullable(row.getString("remedy")));
        }
    }

    /// Whether all that is in excess goes by the remedy.
    boolean mended() {
        return remedy.isPresent() && excess.equals(CREATES);
    }
}
