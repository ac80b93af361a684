package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.stage.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// As many recorded cadres as are asked for, in the counties of the demo's tree: names of the frequencies names have,
/// one in 500 of the highest class, one in a hundred disabled, one in ten yet to activate. Neighbours by id are
/// neighbours in the tree, as they are where provinces hand in their rosters one after the other.
final class CadreMass {

    /// Ids lie between this and the next hundred million.
    static final long BASE = 100_000_000;

    private static final String ACCOUNTS = """
            insert into account (id, username_index, display_name, unit_id, roles, status, password_hash)
            select %1$d + i, decode(md5(i::text) || md5('u' || i), 'hex'), '张伟', u[1 + (i - 1)::bigint * array_length(u, 1) / %2$d],
                '{learner}', case when hashint4(i) %% 100 = 0 then 'DISABLED' when abs(hashint4(i) %% 10) = 1 then 'PENDING' else 'ACTIVE' end, repeat('x', 97)
            from generate_series(1, %2$d) i, (select array_agg(id order by path) as u from unit where level = 'COUNTY') n
            """;
    private static final String RECORDS = """
            insert into cadre (id, unit_id, name, name_initials, id_number, id_index, mobile, mobile_index, id_masked,
                mobile_masked, sex, birth_year, cadre_class, employment, post, in_post_since, activated_at)
            select a.id, a.unit_id, s[f] || g[1 + (i / 7) %% 40] || g[1 + (i / 277) %% 40],
                substr('wlzlcyzhzwxsmzhghllg', f::int, 1) || substr(l, (1 + (i / 7) %% 40)::int, 1)
                    || substr(l, (1 + (i / 277) %% 40)::int, 1),
                decode(repeat(md5(i::text), 3), 'hex'), a.username_index, decode(repeat(md5('m' || i), 3), 'hex'),
                decode(md5('m' || i) || md5(i::text), 'hex'), '330***********1234', '138****5678',
                case when i %% 2 = 0 then 'MALE' else 'FEMALE' end, 1980 + i %% 25,
                case when i %% 500 = 3 then 'BUREAU' when i %% 50 = 3 then 'COUNTY_LEVEL' when i %% 5 = 3 then 'SECTION'
                    else 'GRASSROOTS' end,
                case when i %% 10 = 0 then 'SECONDED' else 'FULL_TIME' end, '团委书记', date '2020-09-01',
                case when a.status <> 'PENDING' then now() end
            from (select *, id - %1$d as i, 1 + abs(hashint8(id) %% 20) as f from account where id > %1$d) a, (select
                string_to_array('王李张刘陈杨赵黄周吴徐孙马朱胡郭何林罗高', null) as s,
                string_to_array('伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红梅建国志文晓波鹏飞宇浩欣怡', null) as g,
                'wfnxmjlqljyyyjjtmcxpggyhylhmjgzwxbpfyhxy' as l) w
            """;

    private CadreMass() {}

    /// Enters them and lets the database look at what it has now.
    static void enter(Stage stage, int cadres) throws SQLException {
        try (Connection database = stage.database();
                Statement statement = database.createStatement()) {
            long began = System.nanoTime();
            statement.execute(ACCOUNTS.formatted(BASE, cadres));
            statement.execute(RECORDS.formatted(BASE));
            for (String table : new String[] {"account", "cadre", "unit"}) {
                statement.execute("vacuum (analyze) " + table);
            }
            Progress.say("%,d cadres entered in %.0f s", cadres, (System.nanoTime() - began) / 1e9);
        }
    }
}
