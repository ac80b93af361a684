package cn.chaoxue.load.stage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The accounts the demo data brought.
public final class People {

    private static final String BY_ROLE = """
            select a.id, a.display_name, a.token_version, u.id as unit, u.name as unit_name, u.path
              from account a
              join unit u on u.id = a.unit_id
             where ? = any(a.roles) and a.status <> 'DISABLED'
             order by a.id
             limit ?
            """;

    private People() {}

    /// The first `limit` learners.
    public static List<Person> learners(Connection database, int limit) throws SQLException {
        return of(database, "learner", limit);
    }

    /// The first `limit` accounts of a role.
    public static List<Person> of(Connection database, String role, int limit) throws SQLException {
        List<Person> people = new ArrayList<>();
        try (PreparedStatement query = database.prepareStatement(BY_ROLE)) {
            query.setString(1, role);
            query.setInt(2, limit);
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                people.add(new Person(
                        rows.getLong("id"),
                        role,
                        rows.getString("display_name"),
                        rows.getLong("unit"),
                        rows.getString("unit_name"),
                        rows.getString("path"),
                        rows.getInt("token_version")));
            }
        }
        return people;
    }
}
