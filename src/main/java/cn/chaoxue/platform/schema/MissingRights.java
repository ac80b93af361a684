package cn.chaoxue.platform.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// What a role of the database needs to serve and may not do.
///
/// @param role who signs in
/// @param named by table, as `insert, update account`; empty where nothing is missing
record MissingRights(String role, List<String> named) {

    private static final String READ = """
            select current_user as role,
                   string_agg(act || coalesce(' (' || attribute || ')', ''), ', ' order by act) || ' ' || relation::regclass
                       as missing
              from service_right
             where not case when attribute is not null then has_column_privilege(relation, attribute, act)
                            when kind = 'S' then has_sequence_privilege(relation, act)
                            else has_table_privilege(relation, act) end
             group by relation order by relation::regclass::text
            """;

    /// Without this one the tables cannot be told from none.
    private static final String ENTRY = """
            select current_user as role, has_schema_privilege(n.oid, 'USAGE') as usage,
                   pg_get_userbyid(case when nspowner = 'pg_database_owner'::regrole then datdba else nspowner end) as owner
              from pg_namespace n join pg_database on datname = current_database() where nspname = 'public'
            """;

    /// Where the schema is not the migrations', they cannot give it.
    private static final String USAGE =
            "usage on the schema public, which its owner %s may give by:" + " grant usage on schema public to %s";

    private static final int MOST_NAMED = 10;
    private static final int LONGEST_SILENCE_MILLIS = 10_000;
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String FAULT = "The database role %s lacks rights it needs (%s). Run the command"
            + " `database migrate` of this build as the owner of the tables, with QUARKUS_FLYWAY_PLACEHOLDERS_SERVICE=%s:"
            + " docs/operations/audit.md.";

    /// Those of whoever the connections of `source` sign in as; none on a database nobody has migrated. Fails where the
    /// server has said nothing for ten seconds.
    static MissingRights of(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, LONGEST_SILENCE_MILLIS);
            MissingRights missing = read(statement);
            connection.setNetworkTimeout(Runnable::run, 0);
            return missing;
        }
    }

    private static MissingRights read(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(ENTRY)) {
            row.next();
            if (!row.getBoolean("usage")) {
                String role = row.getString("role");
                return new MissingRights(role, List.of(USAGE.formatted(row.getString("owner"), role)));
            }
        }
        List<String> named = new ArrayList<>();
        String role = "";
        try (ResultSet rows = statement.executeQuery(READ)) {
            while (rows.next()) {
                role = rows.getString("role");
                named.add(rows.getString("missing"));
            }
        } catch (SQLException e) {
            if (!UNDEFINED_TABLE.equals(e.getSQLState())) {
                throw e;
            }
        }
        return new MissingRights(role, named);
    }

    /// What is missing, and what to do.
    String fault() {
        int more = named.size() - MOST_NAMED;
        String shown = String.join("; ", named.subList(0, Math.min(MOST_NAMED, named.size())))
                + (more > 0 ? "; and on " + more + " more" : "");
        return FAULT.formatted(role, shown, role);
    }
}
