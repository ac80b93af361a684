package cn.chaoxue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.web.WebProfile;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WebProfile.class)
class EntranceTest {

    @TestHTTPResource("/")
    URI service;

    @Test
    void keyboardAlone_isEnoughToSignInAndReachACourse() {
        try (Chromium chromium = new Chromium(service)) {
            Map<String, Object> account =
                    given().get("/api/v1/demo/accounts").jsonPath().getMap("find { it.role == 'learner' }");
            Page page = chromium.visitor(Chromium.SCREEN).newPage();
            Visit.open(page, "/login");
            tabTo(page, "input[name=username]");
            page.keyboard().type(String.valueOf(account.get("username")));
            tabTo(page, "input[name=password]");
            page.keyboard().type(String.valueOf(account.get("password")));
            page.keyboard().press("Enter");
            page.waitForURL("**/courses");
            Visit.settled(page);
            assertThat(page.locator("h1")).isFocused();
            page.locator(".course").first().waitFor();
            tabTo(page, ".course");
            page.keyboard().press("Enter");
            page.waitForURL(Pattern.compile(".*/courses/\\d+"));
        }
    }

    @Test
    void wrongPassword_saysSoWithoutSayingWhich() {
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.visitor(Chromium.PHONE).newPage();
            Visit.open(page, "/login");
            page.locator("input[name=username]").fill("11010519491231002X");
            page.locator("input[name=password]").fill("not-the-password");
            page.keyboard().press("Enter");
            assertThat(page.locator("[role=alert]")).hasText("身份证号或密码不正确");
            assertThat(page.locator("input[name=password]")).isFocused();
        }
    }

    @Test
    void everybodyAtOnce_showsThePlaceCalmlyAndGoesOnByItself() {
        try (Chromium chromium = new Chromium(service)) {
            Map<String, Object> account =
                    given().get("/api/v1/demo/accounts").jsonPath().getMap("find { it.role == 'learner' }");
            Page page = chromium.visitor(Chromium.PHONE).newPage();
            AtomicBoolean letIn = new AtomicBoolean();
            page.route("**/api/v1/auth/login", route -> {
                if (letIn.get()) {
                    route.resume();
                } else {
                    route.fulfill(inTheWaitingRoom());
                }
            });
            Visit.open(page, "/login");
            page.locator("input[name=username]").fill(String.valueOf(account.get("username")));
            page.locator("input[name=password]").fill(String.valueOf(account.get("password")));
            page.keyboard().press("Enter");
            assertThat(page.locator(".place .line")).containsText("前面还有 1240 人，约 25 秒");
            assertThat(page.locator("[role=status][data-waiting]")).containsText("您已在排队");
            Visit.assertAccessible(page, "the waiting room");
            letIn.set(true);
            page.waitForURL("**/courses");
        }
    }

    private static Route.FulfillOptions inTheWaitingRoom() {
        return new Route.FulfillOptions()
                .setStatus(429)
                .setContentType("application/problem+json")
                .setHeaders(Map.of("Retry-After", "3"))
                .setBody("""
                        {"type": "https://chaoxue.cn/problems/waiting-room", "title": "Waiting room", "status": 429,
                         "waitingRoom": {"ticket": "none of ours", "ahead": 1240, "estimatedSeconds": 25}}
                        """);
    }

    @Test
    void chosenLanguage_holdsAcrossPagesAndReloads() {
        try (Chromium chromium = new Chromium(service)) {
            BrowserContext visitor = chromium.visitor(Chromium.PHONE);
            Page page = chromium.signedIn(visitor, "learner", 3);
            assertThat(page.locator("h1")).hasText("我的课程");
            page.locator(".language").click();
            assertThat(page.locator("h1")).hasText("My courses");
            page.reload();
            assertThat(page.locator("h1")).hasText("My courses");
            assertThat(page.locator("html")).hasAttribute("lang", "en");
            assertThat(page.title()).isEqualTo("My courses · Chaoxue");
        }
    }

    @Test
    void session_survivesReload_andEndsWithSignOut() {
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.signedIn(chromium.visitor(Chromium.SCREEN), "learner", 3);
            page.reload();
            assertThat(page.locator("h1")).hasText("我的课程");
            page.locator("summary").click();
            page.getByText("退出登录").click();
            page.waitForURL("**/login");
            page.navigate("/hours");
            page.waitForURL("**/login?to=/hours");
        }
    }

    private static void tabTo(Page page, String wanted) {
        for (int presses = 0; presses < 40; presses++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(page.evaluate("css => document.activeElement.matches(css)", wanted))) {
                return;
            }
        }
        throw new AssertionError("Forty tabs did not reach " + wanted);
    }
}
