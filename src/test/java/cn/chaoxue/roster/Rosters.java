package cn.chaoxue.roster;

import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.SyntheticId;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Small rosters of people who occur nowhere else, and what reports say of them.
final class Rosters {

    static final String MOBILE = "13712345678";

    private Rosters() {}

    static String freshId() {
        return SyntheticId.of(13_000_000 + Sql.unique() % 900_000);
    }

    static String row(String name, String idNumber, String unit, String post) {
        return String.join(",", name, idNumber, MOBILE, "", "", unit, "基层", "专职", post, "2024-09-01", "", "", "");
    }

    static byte[] csv(String... rows) {
        return (TestFiles.HEADING + "\n" + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /// Reasons by column, of one row of a report.
    static Map<String, String> notes(JsonPath rows, int row) {
        Map<String, String> notes = new HashMap<>();
        List<Map<String, String>> all = rows.getList("items[" + row + "].notes");
        all.forEach(note -> notes.put(note.get("column"), note.get("reason")));
        return notes;
    }
}
