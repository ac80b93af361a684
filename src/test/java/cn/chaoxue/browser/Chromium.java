package cn.chaoxue.browser;

import static io.restassured.RestAssured.get;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.Person;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// Visitors of the service in [OneBrowser], who leave it when their test ends.
final class Chromium implements AutoCloseable {

    /// A learner's phone and a liaison's screen, in CSS pixels.
    static final int PHONE = 390;

    static final int SCREEN = 1440;

    /// Where visitors are, and days begin.
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /// Machines that run tests are busy; a person would wait as well.
    private static final int PATIENCE_MILLIS = 60_000;

    private final Browser browser = OneBrowser.running();
    private final List<BrowserContext> visitors = new ArrayList<>();
    private final String service;

    /// Waits until the demo's people are loaded: nobody could sign in before.
    Chromium(URI service) {
        this.service = service.toString();
        await().atMost(Duration.ofMinutes(3))
                .until(() -> get("/api/v1/demo/accounts").statusCode() == 200);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    /// As if in a browser of its own: nothing is shared with other visitors.
    BrowserContext visitor(int width) {
        BrowserContext visitor = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(service)
                .setLocale("zh-CN")
                .setTimezoneId(ZONE.getId())
                .setViewportSize(width, width == PHONE ? 844 : 900)
                // Nothing fades or counts up while it is looked at.
                .setReducedMotion(ReducedMotion.REDUCE));
        visitor.setDefaultTimeout(PATIENCE_MILLIS);
        visitors.add(visitor);
        return visitor;
    }

    /// Signs in by one click on the demo bar and waits for the first page behind it.
    Page signedIn(BrowserContext visitor, String role) {
        return signedIn(visitor, role, 0);
    }

    Page signedIn(BrowserContext visitor, String role, int which) {
        Page page = visitor.newPage();
        page.navigate("/login");
        page.locator(".person[data-role=" + role + "]").nth(which).click();
        page.waitForURL(address -> !address.contains("/login"));
        return page;
    }

    /// Signs in as anybody does, by name and password.
    Page signedIn(BrowserContext visitor, Person person) {
        Page page = visitor.newPage();
        signIn(page, person);
        page.waitForURL(address -> !address.contains("/login"));
        return page;
    }

    /// The same, and waits for nothing.
    static void signIn(Page page, Person person) {
        Visit.open(page, "/login");
        page.locator("input[name=username]").fill(person.idNumber());
        page.locator("input[name=password]").fill(person.password());
        page.keyboard().press("Enter");
    }

    /// At a page, as whose token it is: no log-in, which is for other tests.
    Page at(String address, int width, String token) {
        BrowserContext visitor = visitor(width);
        visitor.addCookies(List.of(new Cookie("chaoxue-access", token).setUrl(service)));
        visitor.addInitScript("localStorage.setItem('chaoxue.signedIn', 'true')");
        Page page = visitor.newPage();
        Visit.open(page, address);
        return page;
    }

    @Override
    public void close() {
        visitors.forEach(BrowserContext::close);
    }
}
