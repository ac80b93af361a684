package cn.chaoxue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Factors;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What those who answer for others do on pages: two steps to sign in, and rights handed on.
@QuarkusTest
@TestProfile(StaffProfile.class)
class StaffTest {

    @TestHTTPResource("/")
    URI service;

    @Inject
    Units units;

    @Inject
    People people;

    @Test
    void secondFactor_isSetUpOnOnePageAndAskedForOnAnother() {
        Person admin = people.active(units.province(), Role.PROVINCE_ADMIN);
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.visitor(Chromium.PHONE).newPage();
            Chromium.signIn(page, admin);
            page.waitForURL(address -> address.contains("/second-factor/setup"));
            page.locator("svg.qr path").waitFor();
            Visit.assertAccessibleAtBothWidths(page, "setting up a second factor");
            String secret = page.locator("[data-secret]").innerText().replace(" ", "");
            Factors.Device device = new Factors.Device(secret, List.of());
            enter(page, device.code(0));
            assertThat(page.locator("main li code")).hasCount(10);
            Visit.assertAccessibleAtBothWidths(page, "recovery codes");
            page.getByText("我已保存，继续").click();
            page.waitForURL(address -> address.contains("/board"));
            page.context().clearCookies();

            Chromium.signIn(page, admin);
            page.waitForURL(address -> address.contains("/second-factor"));
            Visit.assertAccessibleAtBothWidths(page, "the second step");
            enter(page, "000000");
            assertThat(page.locator("main")).containsText("动态码不正确");
            enter(page, device.code(1));
            page.waitForURL(address -> address.contains("/board"));
            Visit.open(page, "/account");
            assertThat(page.locator("main")).containsText("还有 10 个备用码");
            Visit.assertAccessibleAtBothWidths(page, "the account of staff");
            Locator logins = page.locator("[aria-labelledby=sessions-heading] li");
            assertThat(logins).hasCount(2);
            assertThat(logins.first()).containsText("Chrome · ");
            logins.locator("button:has-text('结束')").click();
            assertThat(logins).hasCount(1);
        }
    }

    @Test
    void rightWithAOneTimePassword_isGivenOnTheRecordAndListed() {
        UnitRef province = units.province();
        Person admin = people.active(province, Role.PROVINCE_ADMIN);
        Person cadre = people.learner(units.city(province));
        Factors.Device device = Factors.enrolled(admin);
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.visitor(Chromium.SCREEN).newPage();
            Chromium.signIn(page, admin);
            page.waitForURL(address -> address.contains("/second-factor"));
            enter(page, device.code(0));
            page.waitForURL(address -> address.contains("/board"));
            Visit.open(page, "/second-factor");
            page.waitForURL(address -> address.contains("/board"));
            Visit.open(page, "/");
            page.waitForURL(address -> address.contains("/board"));
            Visit.open(page, "/people/cadres/" + cadre.id());
            assertThat(page.locator(".actions")).containsText("须有“明文查阅”权限");
            page.locator("main button:has-text('授予权限')").click();
            page.locator("select[name=role] option[value=liaison]").waitFor(attached());
            assertThat(page.locator("select[name=role] option[value=unmask]")).hasCount(0);
            Visit.assertAccessibleAtBothWidths(page, "giving a right");
            page.locator("select[name=role]").selectOption("liaison");
            page.locator("dialog[open] input[name=reason]").fill("接任学习联络员");
            page.locator("input[name=oneTimePassword]").check();
            page.locator("dialog[open] button[type=submit]").click();
            assertThat(page.locator("dialog[open] code")).containsText("-");
            Visit.assertAccessibleAtBothWidths(page, "a one-time password");
            page.getByText("已记下").click();
            Visit.open(page, "/people/administrators");
            assertThat(page.locator("main article")).hasCount(2);
            assertThat(page.locator("main")).containsText(cadre.name() + " · 学习联络员");
            Visit.assertAccessibleAtBothWidths(page, "rights");
            page.locator("article:has-text('" + cadre.name() + "') button:has-text('收回权限')")
                    .click();
            page.locator("dialog[open] input[name=reason]").fill("不再担任");
            page.locator("dialog[open] button[type=submit]").click();
            assertThat(page.locator("main article")).hasCount(1);
        }
    }

    private static void enter(Page page, String code) {
        page.locator("input[name=code]").fill(code);
        page.keyboard().press("Enter");
    }

    private static com.microsoft.playwright.Locator.WaitForOptions attached() {
        return new com.microsoft.playwright.Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED);
    }
}
