package cn.chaoxue.platform.schema;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.Flyway;

/// The role that migrations give their tables to (docs/operations/audit.md), as whoever migrated is to hear of it.
@Singleton
public class ServiceRole {

    private static final String READ = """
            select to_regrole(quote_ident(name)) is not null as present,
                   case when to_regrole(quote_ident(name)) is not null then public.schema_remedy(name) end as remedy
              from (select ?::text::name as name)
            """;
    private static final String ABSENT =
            "there is no role %s: nobody but their owner has any right to them. Create it and"
                    + " run this again, or give the name of the one that serves as QUARKUS_FLYWAY_PLACEHOLDERS_SERVICE:"
                    + " docs/operations/audit.md";
    private static final String UNFIT =
            "the role %s would be refused to serve, and migrations cannot mend that; %s:" + " docs/operations/audit.md";

    private final Flyway flyway;

    public ServiceRole(Flyway flyway) {
        this.flyway = flyway;
    }

    /// Why migrations that have run let nobody serve yet by that role, and what to do; empty where they do. Asks as who
    /// migrates; blocks its thread.
    public Optional<String> fault() {
        String role = flyway.getConfiguration().getPlaceholders().get("service");
        try (Connection connection = flyway.getConfiguration().getDataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setString(1, role);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean("present")
                        ? Optional.ofNullable(row.getString("remedy")).map(remedy -> UNFIT.formatted(role, remedy))
                        : Optional.of(ABSENT.formatted(role));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Nobody could be asked about the role " + role, e);
        }
    }
}
