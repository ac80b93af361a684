package cn.chaoxue.isolation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.SyntheticId;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A person whose numbers occur nowhere else goes through everything; then they are looked for in every file of the
/// databases (tables, journals, append-only files), in the log and in the metrics.
@QuarkusTest
class CanaryTest {

    private static final String NAME = "金丝雀在矿井";
    private static final String MOBILE = "13787654321";
    private static final String AMENDED_MOBILE = "13776543219";
    private static final String EMAIL = "canary.of.the.mine@example.cn";
    private static final String QQ = "918273645546";
    private static final String PASSWORD = "only-canaries-know";

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    private final List<String> logged = Collections.synchronizedList(new ArrayList<>());

    @Test
    void personalNumbers_areNowhereInClear() throws IOException {
        String idNumber = SyntheticId.of(14_000_000 + Sql.unique() % 900_000);
        Handler listener = listening();
        Logger.getLogger("").addHandler(listener);
        try {
            live(idNumber);
        } finally {
            Logger.getLogger("").removeHandler(listener);
        }
        // What Redis was told is in its file within a second.
        await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
        List<String> canaries = List.of(idNumber, MOBILE, AMENDED_MOBILE, EMAIL, QQ, PASSWORD);
        String metrics = given().get("/q/metrics").asString();
        for (String canary : canaries) {
            assertThat(logged).as("log").noneMatch(line -> line.contains(canary));
            assertThat(metrics).as("metrics").doesNotContain(canary);
        }
        assertThat(filesWith(List.of(NAME)))
                .as("the search finds what is in clear")
                .isNotEmpty();
        assertThat(filesWith(canaries)).as("files of the databases").isEmpty();
    }

    /// Entered, amended, approved, activated, signed in rightly and wrongly, edited, looked at and found.
    private void live(String idNumber) {
        UnitRef own = units.province();
        String admin = people.tokenOf(people.active(own, Role.PROVINCE_ADMIN));
        int id = as(admin)
                .body(Map.ofEntries(
                        Map.entry("unitId", own.id()),
                        Map.entry("name", NAME),
                        Map.entry("idNumber", idNumber),
                        Map.entry("mobile", MOBILE),
                        Map.entry("email", EMAIL),
                        Map.entry("qq", QQ),
                        Map.entry("cadreClass", "GRASSROOTS"),
                        Map.entry("employment", "FULL_TIME"),
                        Map.entry("post", "书记"),
                        Map.entry("inPostSince", "2024-09-01")))
                .post("/api/v1/cadres")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String initial = Logins.login(idNumber, MOBILE).path("accessToken");
        as(initial)
                .body(Map.of("mobile", AMENDED_MOBILE))
                .post("/api/v1/me/activation/amendment")
                .then()
                .statusCode(202);
        long amendment = sql.number("select id from amendment where cadre_id = ?", (long) id);
        as(admin)
                .post("/api/v1/amendments/%d/approval".formatted(amendment))
                .then()
                .statusCode(204);
        String again = Logins.login(idNumber, AMENDED_MOBILE).path("accessToken");
        as(again)
                .body(Map.of("newPassword", PASSWORD))
                .post("/api/v1/me/activation/confirmation")
                .then()
                .statusCode(200);
        Logins.login(idNumber, PASSWORD).then().statusCode(200);
        Logins.login(idNumber, MOBILE).then().statusCode(401);
        Logins.login(MOBILE, idNumber).then().statusCode(401);
        for (String field : List.of("ID_NUMBER", "MOBILE", "EMAIL", "QQ")) {
            as(admin)
                    .body(Map.of("field", field, "reason", "核实身份"))
                    .post("/api/v1/cadres/%d/revelations".formatted(id))
                    .then()
                    .statusCode(200);
        }
        as(admin).get("/api/v1/cadres?q=金丝").then().statusCode(200);
        fileOf(admin, own, idNumber);
        listAsLiaison(admin, own);
        as(admin)
                .body("{\"mobile\": \"" + MOBILE + "\", broken")
                .post("/api/v1/cadres")
                .then()
                .statusCode(400);
    }

    /// Comes once more in a file that is staged and applied, with errors beside, and leaves in another.
    private static void fileOf(String admin, UnitRef own, String idNumber) {
        String text = "姓名,身份证号,手机号,单位,干部类别,任职方式,职务,任职时间,电子邮箱,QQ号\n"
                + String.join(",", NAME, idNumber, MOBILE, own.name(), "基层,专职,团委书记,2024-09-01", EMAIL, QQ)
                + "\n"
                + String.join(",", NAME, idNumber, MOBILE, "没有,基层,专职,书记,2024-09-01", EMAIL, QQ);
        byte[] file = text.getBytes(StandardCharsets.UTF_8);
        int id = as(admin)
                .body(Map.of("fileName", "a.csv", "bytes", file.length))
                .post("/api/v1/cadres/imports")
                .path("id");
        String at = "/api/v1/cadres/imports/" + id;
        as(admin).contentType("application/octet-stream").body(file).put(at + "/parts/0");
        as(admin).post(at + "/completion").then().statusCode(200);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> as(admin).get(at).path("state").equals("READY"));
        as(admin).get(at + "/rows").then().statusCode(200);
        as(admin).get(at + "/errors").then().statusCode(200);
        as(admin).post(at + "/application").then().statusCode(200);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> as(admin).get(at).path("state").equals("DONE"));
        as(admin)
                .body(Map.of("clear", true, "reason", "年度统计"))
                .post("/api/v1/cadres/exports")
                .then()
                .statusCode(200);
    }

    private static void listAsLiaison(String admin, UnitRef own) {
        int id = as(admin)
                .body(Map.of(
                        "unitId", own.id(),
                        "name", NAME,
                        "post", "干事",
                        "officePhone", MOBILE,
                        "mobile", MOBILE,
                        "email", EMAIL,
                        "qq", QQ))
                .post("/api/v1/liaisons")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        as(admin)
                .body(Map.of("field", "QQ", "reason", "核实身份"))
                .post("/api/v1/liaisons/%d/revelations".formatted(id))
                .then()
                .statusCode(200);
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    private Handler listening() {
        return new Handler() {
            @Override
            public void publish(LogRecord message) {
                logged.add(message.getMessage()
                        + " " + Arrays.toString(message.getParameters())
                        + " " + message.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private static List<String> filesWith(List<String> canaries) throws IOException {
        List<byte[]> needles = canaries.stream()
                .flatMap(canary -> Stream.of(canary, hex(canary)))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("chaoxue.embedded.folder")))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] content = content(file);
                needles.stream()
                        .filter(needle -> holds(content, needle))
                        .forEach(needle -> found.add(file + " holds " + new String(needle, StandardCharsets.UTF_8)));
            }
        }
        return found;
    }

    private static byte[] content(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            return new byte[0];
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean holds(byte[] content, byte[] needle) {
        for (int at = 0; at <= content.length - needle.length; at++) {
            if (content[at] == needle[0] && Arrays.equals(content, at, at + needle.length, needle, 0, needle.length)) {
                return true;
            }
        }
        return false;
    }
}
