package cn.chaoxue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.web.WebProfile;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WebProfile.class)
class OfflineStudyTest {

    private static final String KEPT =
            "Object.keys(localStorage).filter(key => key.startsWith('chaoxue.study.')).length";
    private static final int A_FEW_SECONDS = 6_000;

    @TestHTTPResource("/")
    URI service;

    @Test
    void studyWithoutNetwork_isKeptAndSentOnReturn() {
        try (Chromium chromium = new Chromium(service)) {
            BrowserContext phone = chromium.visitor(Chromium.PHONE);
            Page page = chromium.signedIn(phone, "learner", 1);
            Visit.settled(page);
            page.locator(".course")
                    .filter(new Locator.FilterOptions().setHasText("概述"))
                    .first()
                    .click();
            page.locator(".player .big").click();
            assertThat(page.locator(".link")).hasText("进度已保存");

            phone.setOffline(true);
            page.waitForTimeout(A_FEW_SECONDS);
            page.locator(".player .round").first().click();
            assertThat(page.locator(".link")).hasText("离线，已记录，恢复后自动上传");
            assertThat(page.getByText("网络已断开。学习进度会先记在本机，恢复后自动上传。")).isVisible();
            await().pollInSameThread().until(() -> Integer.valueOf(1).equals(page.evaluate(KEPT)));

            phone.setOffline(false);
            assertThat(page.locator(".link")).hasText("进度已保存");
            await().pollInSameThread().until(() -> Integer.valueOf(0).equals(page.evaluate(KEPT)));
            page.reload();
            assertThat(page.locator(".big")).hasText(Pattern.compile("从 0:(0[4-9]|[1-5]\\d) 继续"));
            assertThat(page.locator(".side")).not().containsText("已学 0:00");
        }
    }
}
