package cn.chaoxue.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.web.WebProfile;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every page, on a phone and on a wide screen: no axe violation, no sideways scrolling, no hint cut off, nothing the
/// content policy had to block.
@QuarkusTest
@TestProfile(WebProfile.class)
class AccessibilityTest {

    private static final List<String> LEARNER_PAGES =
            List.of("/courses", "/hours", "/campaigns", "/account", "/no-such-page");

    private static final List<String> LIAISON_PAGES = List.of("/people", "/people/standings", "/people/liaisons");

    private static final List<String> ADMINISTRATOR_PAGES = List.of(
            "/people",
            "/people/new",
            "/people/roster",
            "/people/review",
            "/people/postings",
            "/people/standings",
            "/people/activations",
            "/people/liaisons",
            "/people/liaisons/new",
            "/people/conflicts",
            "/people/units",
            "/people/administrators",
            "/people/audit");

    private static final String CUT_OFF = """
            [...document.querySelectorAll('input[placeholder]')].filter(input => {
                const style = getComputedStyle(input)
                const pen = document.createElement('canvas').getContext('2d')
                pen.font = style.font
                const room = input.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
                return input.clientWidth > 0 && pen.measureText(input.placeholder).width > room
            }).map(input => input.placeholder)
            """;

    @TestHTTPResource("/")
    URI service;

    @ParameterizedTest
    @ValueSource(ints = {Chromium.PHONE, Chromium.SCREEN})
    void learnersPages_areAccessible(int width) {
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.signedIn(chromium.visitor(width), "learner", 2);
            List<String> blocked = blockedBy(page);
            LEARNER_PAGES.forEach(address -> check(page, address, width));
            Visit.open(page, "/courses");
            for (Object course : courses(page)) {
                check(page, String.valueOf(course), width);
            }
            check(page, campaign(page), width);
            assertThat(blocked).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Chromium.PHONE, Chromium.SCREEN})
    void boardAndEntrance_areAccessible(int width) {
        try (Chromium chromium = new Chromium(service)) {
            BrowserContext visitor = chromium.visitor(width);
            Page login = visitor.newPage();
            List<String> blocked = blockedBy(login);
            Visit.open(login, "/login");
            login.locator(".person").first().waitFor();
            Visit.assertAccessible(login, "login at " + width);

            Page board = chromium.signedIn(visitor, "liaison");
            board.locator(".dot.live").waitFor();
            board.locator(".trend canvas").waitFor();
            Visit.assertAccessible(board, "board at " + width);
            board.locator(".ranking tbody a").first().click();
            board.waitForURL(address -> address.contains("unit="));
            board.locator(".why").click();
            board.locator(".verdict").waitFor();
            Visit.assertAccessible(board, "recount at " + width);
            LIAISON_PAGES.forEach(address -> {
                check(board, address, width);
                assertThat(board.locator(".head .button, .rows a").count())
                        .as("what a liaison cannot use on " + address)
                        .isZero();
            });
            assertThat(blocked).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Chromium.PHONE, Chromium.SCREEN})
    void administratorsPages_areAccessible(int width) {
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.signedIn(chromium.visitor(width), "city-admin");
            List<String> blocked = blockedBy(page);
            ADMINISTRATOR_PAGES.forEach(address -> check(page, address, width));
            await().pollInSameThread().untilAsserted(() -> {
                var tab = page.locator(".tabs .open").boundingBox();
                assertThat(tab.x).as("the tab that is open").isBetween(0.0, width - tab.width);
            });
            Visit.open(page, "/people");
            page.locator(".rows a").first().click();
            page.locator("input[name=post]").waitFor();
            Visit.assertAccessible(page, "a record at " + width);
            page.locator(".actions button").first().click();
            page.locator("dialog[open]").waitFor();
            Visit.assertAccessible(page, "seeing a number in clear at " + width);
            assertThat(blocked).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Chromium.PHONE, Chromium.SCREEN})
    void activation_isAccessible(int width) {
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.signedIn(chromium.visitor(width), "activate");
            page.locator("dl").waitFor();
            check(page, page.url(), width);
        }
    }

    private static void check(Page page, String address, int width) {
        Visit.open(page, address);
        Visit.assertAccessible(page, address + " at " + width);
        Visit.assertFits(page, width, address);
        assertThat((List<?>) page.evaluate(CUT_OFF))
                .as("hints cut off on " + address)
                .isEmpty();
    }

    /// One of each form is enough.
    private static List<Object> courses(Page page) {
        page.locator(".course").first().waitFor();
        Object film = page.locator(".course:has-text('平台使用入门')").first().getAttribute("href");
        Object lecture = page.locator(".course:has-text('概述')").first().getAttribute("href");
        Object text = page.locator(".course:has-text('公报')").first().getAttribute("href");
        return List.of(film, lecture, text);
    }

    private static String campaign(Page page) {
        Visit.open(page, "/campaigns");
        return String.valueOf(page.locator("main li a.button").last().getAttribute("href"));
    }

    private static List<String> blockedBy(Page page) {
        List<String> blocked = new ArrayList<>();
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                blocked.add(message.text());
            }
        });
        return blocked;
    }
}
