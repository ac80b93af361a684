package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.stage.Seals;
import cn.chaoxue.load.stage.Stage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.LongStream;

/// The last so many of [CadreMass] have said that their post is another: their numbers are sealed for them, and so is
/// what they said.
final class WaitingAmendments {

    private static final int AT_ONCE = 5_000;
    private static final String CHECKS = "10X98765432";
    private static final String NUMBERS = """
            update cadre c set id_number = n.number, id_index = n.number_index, mobile = n.mobile, activated_at = null
            from unnest(?::bigint[], ?::bytea[], ?::bytea[], ?::bytea[]) as n(id, number, number_index, mobile)
            where c.id = n.id
            """;
    private static final String PROPOSALS = """
            insert into amendment (cadre_id, state, proposed)
            select id, 'WAITING', proposed from unnest(?::bigint[], ?::bytea[]) as n(id, proposed)
            """;

    private WaitingAmendments() {}

    static void submit(Stage stage, long last, int waiting) throws SQLException {
        Seals seals = stage.seals();
        try (Connection database = stage.database();
                Statement statement = database.createStatement()) {
            for (long from = last - waiting + 1; from <= last; from += AT_ONCE) {
                long[] ids = LongStream.rangeClosed(from, Math.min(last, from + AT_ONCE - 1))
                        .toArray();
                submit(database, seals, ids);
            }
            statement.execute("update account set status = 'PENDING' where id > " + (last - waiting));
            statement.execute("vacuum (analyze) amendment");
            statement.execute("vacuum (analyze) cadre");
            statement.execute("vacuum (analyze) account");
        }
        Progress.say("%,d proposals wait for review", waiting);
    }

    /// The ID number of one of them: of a region no other has.
    static String number(long id) {
        long i = id - CadreMass.BASE;
        String day = LocalDate.of(1970, 1, 1).plusDays(i % 12_000).format(DateTimeFormatter.BASIC_ISO_DATE);
        String body = "659099" + day + String.format(Locale.ROOT, "%03d", i / 12_000 % 1000);
        int rest = 0;
        for (char digit : body.toCharArray()) {
            rest = (rest + (digit - '0')) * 2 % 11;
        }
        return body + CHECKS.charAt(rest);
    }

    private static void submit(Connection database, Seals seals, long[] ids) throws SQLException {
        Long[] rows = LongStream.of(ids).boxed().toArray(Long[]::new);
        byte[][] numbers = sealed(ids, id -> seals.seal("id-number", id, number(id)));
        byte[][] indexes = sealed(ids, id -> seals.index("id-number", number(id)));
        byte[][] mobiles = sealed(ids, id -> seals.seal("mobile", id, "137" + String.format("%08d", id % 100_000_000)));
        byte[][] proposed = sealed(ids, id -> seals.seal("amendment", id, "{\"post\":\"改正的职务\"}"));
        try (PreparedStatement records = database.prepareStatement(NUMBERS);
                PreparedStatement proposals = database.prepareStatement(PROPOSALS)) {
            records.setArray(1, database.createArrayOf("bigint", rows));
            records.setArray(2, database.createArrayOf("bytea", numbers));
            records.setArray(3, database.createArrayOf("bytea", indexes));
            records.setArray(4, database.createArrayOf("bytea", mobiles));
            records.executeUpdate();
            proposals.setArray(1, database.createArrayOf("bigint", rows));
            proposals.setArray(2, database.createArrayOf("bytea", proposed));
            proposals.executeUpdate();
        }
    }

    private interface Sealing {
        byte[] of(long id);
    }

    private static byte[][] sealed(long[] ids, Sealing sealing) {
        return LongStream.of(ids).mapToObj(sealing::of).toArray(byte[][]::new);
    }
}
