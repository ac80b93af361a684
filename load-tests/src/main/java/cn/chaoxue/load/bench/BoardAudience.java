package cn.chaoxue.load.bench;

import cn.chaoxue.load.board.BoardWatchers;
import cn.chaoxue.load.board.Happenings;
import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.stage.Person;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import cn.chaoxue.load.stage.Tokens;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Liaisons at the boards of all units of a school, evenly, over all processes.
final class BoardAudience {

    /// One of so many readers takes nothing.
    static final int STALLED_ONE_IN = 10;

    private static final int PER_SOURCE_ADDRESS = 10_000;
    /// They come one after the other, as people do who begin their day.
    private static final int TOGETHER = 50;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private BoardAudience() {}

    /// A unit and somebody who may watch its board.
    private record Seat(long unit, String token) {}

    static BoardWatchers open(Stage stage, List<Pod> pods, Happenings happenings, int watchers) throws Exception {
        List<Seat> seats = seats(stage);
        BoardWatchers boards = new BoardWatchers(happenings);
        for (int i = 0; i < watchers; i++) {
            if (i % TOGETHER == TOGETHER - 1) {
                Thread.sleep(PAUSE);
            }
            Seat seat = seats.get(i % seats.size());
            String source = "127.0.0." + (2 + i / PER_SOURCE_ADDRESS);
            String path = "/api/v1/campaigns/" + School.CAMPAIGN + "/live?children=true&unit=" + seat.unit();
            int port = pods.get(i % pods.size()).port();
            boards.watch(source, port, path, seat.token(), seat.unit(), i % STALLED_ONE_IN != STALLED_ONE_IN - 1);
        }
        boards.start();
        return boards;
    }

    private static List<Seat> seats(Stage stage) throws SQLException {
        Tokens tokens = stage.tokens();
        List<Seat> seats = new ArrayList<>();
        try (Connection database = stage.database();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("select id, name, path from unit order by id")) {
            while (row.next()) {
                long unit = row.getLong(1);
                Person person = new Person(1, "liaison", "联络员", unit, row.getString(2), row.getString(3), 0);
                seats.add(new Seat(unit, tokens.of(person)));
            }
        }
        return seats;
    }
}
