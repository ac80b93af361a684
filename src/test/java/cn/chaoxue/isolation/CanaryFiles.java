package cn.chaoxue.isolation;

import static cn.chaoxue.fixture.Api.as;
import static cn.chaoxue.isolation.CanaryLife.done;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.org.UnitRef;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One person in files: brought in, left half way, and taken out again.
final class CanaryFiles {

    private final String admin;
    private final UnitRef own;
    private final String person;
    private final String further;

    /// `person` is name, ID number, mobile and birth date, `further` e-mail and QQ, as cells of a row.
    CanaryFiles(String admin, UnitRef own, String person, String further) {
        this.admin = admin;
        this.own = own;
        this.person = person;
        this.further = further;
    }

    void comeAndGo() {
        broughtByAFile();
        leftBehind();
        exported();
    }

    /// Staged and applied, with errors beside.
    private void broughtByAFile() {
        String text = "姓名,身份证号,手机号,出生日期,单位,干部类别,任职方式,职务,任职时间,电子邮箱,QQ号\n"
                + String.join(",", person, own.name(), "基层,专职,团委书记,2024-09-01", further)
                + "\n"
                + String.join(",", person, "没有,基层,专职,书记,2024-09-01", further);
        String at = uploaded(text);
        done(200, as(admin).post(at + "/completion"));
        until(at, "READY");
        done(200, as(admin).get(at + "/rows"));
        done(200, as(admin).get(at + "/errors"));
        done(200, as(admin).post(at + "/application"));
        until(at, "DONE");
    }

    /// Its parts are still there when it is looked for.
    private void leftBehind() {
        uploaded((person + "," + further + "\n").repeat(200));
    }

    private String uploaded(String text) {
        byte[] file = text.getBytes(StandardCharsets.UTF_8);
        int id = as(admin)
                .body(Map.of("fileName", "a.csv", "bytes", file.length))
                .post("/api/v1/cadres/imports")
                .path("id");
        String at = "/api/v1/cadres/imports/" + id;
        done(204, as(admin).contentType("application/octet-stream").body(file).put(at + "/parts/0"));
        return at;
    }

    private void until(String at, String state) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> as(admin).get(at).path("state").equals(state));
    }

    private void exported() {
        for (String what : List.of("cadres", "liaisons")) {
            done(200, as(admin).body(Map.of("clear", true, "reason", "年度统计")).post("/api/v1/" + what + "/exports"));
        }
    }
}
