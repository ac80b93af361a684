package cn.chaoxue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.web.WebProfile;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The reason the product exists: somebody learns, and somebody responsible sees it happen.
@QuarkusTest
@TestProfile(WebProfile.class)
class LearningLoopTest {

    /// The short film of the demo, 30 s, with a test of three questions.
    private static final String SHORT_COURSE = "平台使用入门";

    private static final double FILM_MILLIS = 180_000;

    @TestHTTPResource("/")
    URI service;

    @Test
    void learner_finishesACourse_whileALiaisonsBoardMoves() {
        try (Chromium chromium = new Chromium(service)) {
            BrowserContext phone = chromium.visitor(Chromium.PHONE);
            BrowserContext screen = chromium.visitor(Chromium.SCREEN);
            Page board = chromium.signedIn(screen, "liaison");
            board.locator(".dot.live").waitFor();
            long before = Visit.figure(board, "courseCompletions");

            Page learner = chromium.signedIn(phone, "learner");
            watchTheFilm(learner);
            passTheTest(learner);

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(Visit.figure(board, "courseCompletions")).isGreaterThan(before));
            hoursAreInTheLedger(learner);
            theRecountAgrees(board);
        }
    }

    private static void watchTheFilm(Page learner) {
        Visit.settled(learner);
        learner.locator(".course")
                .filter(new Locator.FilterOptions().setHasText(SHORT_COURSE))
                .first()
                .click();
        learner.locator(".player .big").click();
        assertThat(learner.locator(".headline"))
                .hasText("学习内容已全部完成", new LocatorAssertions.HasTextOptions().setTimeout(FILM_MILLIS));
    }

    private static void passTheTest(Page learner) {
        learner.locator(".exam .button").click();
        learner.locator(".start").waitFor();
        Visit.assertAccessibleAtBothWidths(learner, "test before it begins");
        learner.locator(".start").click();
        learner.waitForURL(Pattern.compile(".*/exams/\\d+/attempts/.*"));
        learner.locator("fieldset").first().waitFor();
        DemoAnswers.give(learner, examId(learner.url()));
        assertThat(learner.locator(".save")).hasText("答案已保存");
        Visit.assertAccessibleAtBothWidths(learner, "paper");
        learner.locator(".hand-in").click();
        assertThat(learner.locator(".result h2")).hasText("恭喜，测试通过");
        assertThat(learner.locator(".result code")).not().isEmpty();
        Visit.assertAccessibleAtBothWidths(learner, "result");
    }

    private static void hoursAreInTheLedger(Page learner) {
        learner.locator(".result a[href='/hours']").click();
        assertThat(learner.locator(".ledger")).containsText(SHORT_COURSE);
        assertThat(learner.locator(".ledger .hours").first()).hasText("+0.5");
    }

    private static void theRecountAgrees(Page board) {
        board.locator(".why").click();
        assertThat(board.locator(".verdict")).hasText("逐条清点与看板完全一致");
    }

    private static long examId(String address) {
        Matcher found = Pattern.compile("/exams/(\\d+)/").matcher(address);
        assertThat(found.find()).isTrue();
        return Long.parseLong(found.group(1));
    }
}
