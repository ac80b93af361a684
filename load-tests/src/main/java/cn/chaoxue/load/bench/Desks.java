package cn.chaoxue.load.bench;

import cn.chaoxue.load.stage.Person;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Administrators of a tree full of people: of the province, the city and the county that hold those entered last, and
/// of the province that holds those entered first.
record Desks(Person firstProvince, Person lastProvince, Person lastCity, long lastCounty, int inLastCity) {

    private static final String UNIT = """
            select u.id, u.name, u.path,
                (select count(*) from cadre k join unit v on v.id = k.unit_id where starts_with(v.path, u.path)) as people
            from cadre c join unit own on own.id = c.unit_id join unit u on starts_with(own.path, u.path)
            where c.id = ? and u.level = ?
            order by length(u.path) limit 1
            """;
    private static final String APPOINT =
            "update account set roles = array[?], status = 'ACTIVE', unit_id = ? where id = ?";

    private record Place(long id, String name, String path, int people) {}

    /// `last` is the id of who was entered last.
    static Desks in(Connection database, long last) throws SQLException {
        Place first = place(database, CadreMass.BASE + 1, "PROVINCE");
        Place province = place(database, last, "PROVINCE");
        Place city = place(database, last, "CITY");
        Place county = place(database, last, "COUNTY");
        return new Desks(
                admin(database, CadreMass.BASE + 2, "province-admin", first),
                admin(database, CadreMass.BASE + 3, "province-admin", province),
                admin(database, CadreMass.BASE + 4, "city-admin", city),
                county.id(),
                city.people());
    }

    private static Place place(Connection database, long person, String level) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(UNIT)) {
            query.setLong(1, person);
            query.setString(2, level);
            ResultSet rows = query.executeQuery();
            rows.next();
            return new Place(rows.getLong("id"), rows.getString("name"), rows.getString("path"), rows.getInt("people"));
        }
    }

    private static Person admin(Connection database, long id, String role, Place place) throws SQLException {
        try (PreparedStatement update = database.prepareStatement(APPOINT)) {
            update.setString(1, role);
            update.setLong(2, place.id());
            update.setLong(3, id);
            update.executeUpdate();
        }
        return new Person(id, role, "管理员", place.id(), place.name(), place.path(), 0);
    }
}
