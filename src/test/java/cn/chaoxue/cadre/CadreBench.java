package cn.chaoxue.cadre;

import cn.chaoxue.fixture.OwnersSql;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.SyntheticId;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.crypto.FieldCipher;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Figures at the size of the whole League; no test, hence its name: `-Dtest=CadreBench`, some minutes.
/// `-Dbench.cadres=1000000`, `-Dbench.waiting=50000`.
@QuarkusTest
class CadreBench {

    private static final int CADRES = Integer.getInteger("bench.cadres", 1_000_000);
    private static final int WAITING = Integer.getInteger("bench.waiting", 50_000);
    private static final int ASKED = 200;
    private static final List<String> SURNAMES = List.of("王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴");

    private static final String PEOPLE = """
            insert into account (id, username_index, display_name, unit_id, roles, status, password_hash)
            select i + %1$d, decode(md5(i::text) || md5('u' || i), 'hex'), '张伟', u[1 + i %% array_length(u, 1)], '{learner}',
                case when i %% 100 = 0 then 'DISABLED' when i %% 10 = 1 then 'PENDING' else 'ACTIVE' end, repeat('x', 97)
            from generate_series(1, %2$d) i, (select array_agg(id) as u from unit where starts_with(path, '%3$s')
                and level = 'COUNTY') n
            """;
    private static final String RECORDS = """
            insert into cadre (id, unit_id, name, name_initials, id_number, id_index, mobile, mobile_index, id_masked,
                mobile_masked, sex, birth_date, cadre_class, employment, post, in_post_since, activated_at)
            select a.id, a.unit_id, s[1 + i %% 20] || g[1 + (i / 7) %% 40] || g[1 + (i / 277) %% 40],
                substr('wlzlcyzhzwxsmzhghllg', 1 + i %% 20, 1) || substr(l, 1 + (i / 7) %% 40, 1) || substr(l, 1 + (i / 277) %% 40, 1),
                decode(repeat(md5(i::text), 3), 'hex'), a.username_index, decode(repeat(md5('m' || i), 3), 'hex'),
                decode(md5('m' || i) || md5(i::text), 'hex'), '330***********1234', '138****5678',
                case when i %% 2 = 0 then 'MALE' else 'FEMALE' end, date '1980-01-01' + i %% 9000,
                case when i %% 500 = 0 then 'BUREAU' when i %% 50 = 0 then 'COUNTY_LEVEL' when i %% 5 = 0 then 'SECTION'
                    else 'GRASSROOTS' end,
                case when i %% 10 = 0 then 'SECONDED' else 'FULL_TIME' end, '团委书记', date '2020-09-01', now()
            from (select *, id - %1$d as i from account where id > %1$d) a, (select
                string_to_array('王李张刘陈杨赵黄周吴徐孙马朱胡郭何林罗高', null) as s,
                string_to_array('伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红梅建国志文晓波鹏飞宇浩欣怡', null) as g,
                'wfnxmjlqljyyyjjtmcxpggyhylhmjgzwxbpfyhxy' as l) w
            """;

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    @Inject
    Cadres cadres;

    @Inject
    FieldCipher cipher;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void figures() throws Exception {
        UnitRef centre = units.centre();
        List<UnitRef> provinces =
                IntStream.range(0, 31).mapToObj(_ -> units.province(centre)).toList();
        List<UnitRef> cities = provinces.stream()
                .flatMap(province -> IntStream.range(0, 12).mapToObj(_ -> units.city(province)))
                .toList();
        List<UnitRef> counties = cities.stream()
                .flatMap(city -> IntStream.range(0, 8).mapToObj(_ -> units.county(city)))
                .toList();
        long base = 100_000_000;
        long begin = System.nanoTime();
        OwnersSql.run(
                PEOPLE.formatted(base, CADRES, centre.path()),
                RECORDS.formatted(base),
                "select setval(pg_get_serial_sequence('account', 'id'), 300000000)");
        OwnersSql.run("analyze cadre", "analyze account", "analyze unit");
        say("%d cadres in %d units, %.0f s to make", CADRES, 1 + 31 + cities.size() + counties.size(), since(begin));
        String all = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        String province = people.tokenOf(people.active(provinces.getFirst(), Role.PROVINCE_ADMIN));
        String city = people.tokenOf(people.active(cities.getFirst(), Role.CITY_ADMIN));
        for (var who : List.of(List.of("centre", all), List.of("province", province), List.of("city", city))) {
            String name = who.getFirst();
            String token = who.getLast();
            ask(name, "first page", token, "/api/v1/cadres");
            ask(name, "deep page", token, "/api/v1/cadres?after=" + (base + CADRES * 9L / 10));
            ask(name, "surname", token, "/api/v1/cadres?q={s}");
            ask(name, "name", token, "/api/v1/cadres?q=林晓");
            ask(name, "whole name", token, "/api/v1/cadres?q=林晓飞");
            ask(name, "nobody's name", token, "/api/v1/cadres?q=欧阳");
            ask(name, "initials 2", token, "/api/v1/cadres?q=lx");
            ask(name, "initials 3", token, "/api/v1/cadres?q=lxm");
            ask(name, "nobody's initials", token, "/api/v1/cadres?q=qq");
            ask(name, "part of name", token, "/api/v1/cadres?name=晓飞");
            ask(name, "rare class", token, "/api/v1/cadres?cadreClass=BUREAU");
            ask(name, "status", token, "/api/v1/cadres?status=DISABLED");
            ask(name, "class, status, name", token, "/api/v1/cadres?cadreClass=BUREAU&status=DISABLED&q={s}");
        }
        for (UnitRef unit : List.of(centre, provinces.getFirst(), cities.getFirst())) {
            plan(unit, "name", "c.name collate \"C\" >= '林晓' and c.name collate \"C\" < '林晔'");
            plan(unit, "initials", "c.name_initials collate \"C\" >= 'lx' and c.name_initials collate \"C\" < 'lx~'");
            plan(unit, "part of name", "position('晓飞' in c.name) > 0");
            plan(unit, "nobody's name", "c.name collate \"C\" >= '欧阳' and c.name collate \"C\" < '欧阴'");
            plan(unit, "rare class", "c.cadre_class = 'BUREAU'");
            plan(unit, "status", "a.status = 'DISABLED'");
        }
        ask(
                "centre",
                "one county",
                all,
                "/api/v1/cadres?unit=" + counties.getLast().id());
        ask("centre", "on a day", all, "/api/v1/postings?on=2026-03-01");
        ask("city", "on a day", city, "/api/v1/postings?on=2026-03-01");
        waiting(counties.getFirst(), all, province);
    }

    /// What PostgreSQL does where it knows the arguments and nothing else is asked.
    private void plan(UnitRef unit, String what, String condition) {
        String plan = sql.value(
                        "explain (analyze, costs off, timing off, format json) select c.id, a.status from cadre c"
                                + " join unit u on u.id = c.unit_id join account a on a.id = c.id where u.path >= '"
                                + unit.path()
                                + "' and u.path < '"
                                + unit.path().substring(0, unit.path().length() - 1) + "0' and " + condition
                                + " and c.id > 0 order by c.id limit 51")
                .toString();
        List<String> scans = java.util.regex.Pattern.compile(
                        "\"(?:Node Type|Index Name)\": \"([^\"]*(?:Scan|_[^\"]*))\"")
                .matcher(plan)
                .results()
                .map(found -> found.group(1))
                .toList();
        String time = plan.replaceAll("(?s).*\"Execution Time\": ([0-9.]+).*", "$1");
        say("plan      %-22s %8s ms  %s", what, time, scans);
    }

    private void waiting(UnitRef county, String all, String province) throws Exception {
        long begin = System.nanoTime();
        List<NewCadre> some = IntStream.range(0, WAITING)
                .mapToObj(i -> NewCadre.learner(
                        county.id(),
                        "待审核",
                        ResidentId.parse(SyntheticId.of(11_000_000L + i)).orElseThrow(),
                        "137%08d".formatted(i),
                        CadreClass.GRASSROOTS,
                        Employment.FULL_TIME,
                        "干事",
                        LocalDate.of(2024, 9, 1)))
                .toList();
        List<Long> ids =
                cadres.insertAll(some).await().atMost(Duration.ofMinutes(3)).ids();
        for (int from = 0; from < ids.size(); from += 5000) {
            List<Long> chunk = ids.subList(from, Math.min(ids.size(), from + 5000));
            byte[][] sealed = chunk.stream()
                    .map(id -> cipher.seal("amendment", id, "{\"post\":\"改正的职务\"}"))
                    .toArray(byte[][]::new);
            sql.run(
                    "insert into amendment (cadre_id, state, proposed)"
                            + " select id, 'WAITING', p from unnest(?::bigint[], ?::bytea[]) as n(id, p)",
                    chunk.toArray(Long[]::new),
                    sealed);
        }
        OwnersSql.run("analyze amendment", "analyze cadre");
        say("%d waiting, %.0f s to make", ids.size(), since(begin));
        ask("centre", "review queue", all, "/api/v1/amendments");
        ask("province", "review queue", province, "/api/v1/amendments");
    }

    private void ask(String who, String what, String token, String path) throws IOException, InterruptedException {
        Random random = new Random(17);
        List<Double> millis = new ArrayList<>();
        long begin = System.nanoTime();
        int size = 0;
        while (millis.size() < ASKED && System.nanoTime() - begin < 2_000_000_000L) {
            String asked = path.replace("{s}", SURNAMES.get(random.nextInt(SURNAMES.size())));
            long at = System.nanoTime();
            size = get(token, asked).length();
            millis.add((System.nanoTime() - at) / 1e6);
        }
        List<Double> ordered = millis.stream().skip(3).sorted().toList();
        say(
                "%-9s %-22s p50 %8.1f ms  p99 %8.1f ms  max %8.1f ms  (%d asked, %d bytes)",
                who,
                what,
                ordered.isEmpty() ? millis.getLast() : ordered.get(ordered.size() / 2),
                ordered.isEmpty() ? millis.getLast() : ordered.get((int) Math.ceil(ordered.size() * 0.99) - 1),
                ordered.isEmpty() ? millis.getLast() : ordered.getLast(),
                millis.size(),
                size);
    }

    private String get(String token, String path) throws IOException, InterruptedException {
        String encoded = path.codePoints()
                .mapToObj(c -> c < 128
                        ? Character.toString(c)
                        : java.net.URLEncoder.encode(Character.toString(c), java.nio.charset.StandardCharsets.UTF_8))
                .collect(java.util.stream.Collectors.joining());
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port).resolve(encoded))
                .header("Authorization", "Bearer " + token)
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            return "x".repeat(answer.statusCode());
        }
        return answer.body();
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static void say(String format, Object... arguments) {
        System.out.println("BENCH " + format.formatted(arguments));
    }
}
