package cn.chaoxue.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.OwnersSql;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.SyntheticId;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.web.WebProfile;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// An administrator brings a file: sees what would become of each row, gets back what is wrong, confirms, and exports.
/// People say what is wrong on their own records, and an administrator mends them one by one.
@QuarkusTest
@TestProfile(WebProfile.class)
class RosterTest {

    private static final String HEADING = "姓名,身份证号,手机号,单位,干部类别,任职方式,职务,任职时间\n";

    @TestHTTPResource("/")
    URI service;

    @Inject
    Units units;

    @Inject
    People people;

    /// In a tree of its own: other tests count who is in the demo's.
    @Test
    void aFile_isTriedOutCorrectedAndWritten() throws IOException {
        UnitRef city = units.city(units.province());
        String unit = city.name();
        Person admin = people.active(city, Role.CITY_ADMIN, Role.UNMASK);
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.signedIn(chromium.visitor(Chromium.PHONE), admin);
            Visit.open(page, "/people/roster");
            String number = SyntheticId.of(14_900_000 + Sql.unique() % 90_000);
            String rows = HEADING + "林晓晓," + number + ",13700001234," + unit + ",基层,专职,书记,2024-09-01\n"
                    + "某某,123,13700001234," + unit + ",基层,专职,书记,2024-09-01\n";
            page.locator("input[type=file]")
                    .setInputFiles(new FilePayload("名册.csv", "text/csv", rows.getBytes(StandardCharsets.UTF_8)));
            page.locator("button.WRONG:has-text('1')").waitFor();
            page.locator("ol > li").nth(1).waitFor();
            assertThat(page.locator(".tabs .open").innerText()).isEqualTo("导入导出");
            assertThat(page.locator("ol").innerText())
                    .contains("第 3 行", "不是有效的身份证号")
                    .doesNotContain(number);
            Visit.assertAccessibleAtBothWidths(page, "an import");

            Download wrong = page.waitForDownload(
                    () -> page.locator("button:has-text('下载有问题的行')").click());
            assertThat(Files.size(wrong.path())).isPositive();

            wrongRowsOfSomebody(page, city);

            page.locator("button.language").first().click();
            page.locator("ol >> text=ID number: is no ID number").waitFor();
            page.locator("button.language").first().click();
            page.locator("ol >> text=不是有效的身份证号").waitFor();

            page.locator("button:has-text('确认写入')").click();
            page.locator("dialog[open] .button--primary").click();
            page.locator("text=已写入：新增 1").waitFor();
            page.reload();
            page.locator("text=已写入：新增 1").waitFor();

            assertSearchIsKeptAndInNoAddress(page, "林晓晓");
            Visit.open(page, "/people");
            page.locator("button:has-text('导出')").click();
            page.locator("dialog[open] input[name=clear]").check();
            Visit.assertAccessibleAtBothWidths(page, "an export");
            page.locator("dialog[open] input[value=CSV]").check();
            page.locator("dialog[open] input[name=reason]").fill("核对名册");
            Download export = page.waitForDownload(
                    () -> page.locator("dialog[open] .button--primary").click());
            assertThat(Files.readString(export.path())).contains("导出人", number);

            Visit.open(page, "/people/liaisons");
            page.locator("button:has-text('导出')").click();
            page.locator("dialog[open] input[value=CSV]").check();
            Visit.assertAccessibleAtBothWidths(page, "an export of liaisons");
            Download directory = page.waitForDownload(
                    () -> page.locator("dialog[open] .button--primary").click());
            assertThat(Files.readString(directory.path())).contains("导出人", "已脱敏", "办公电话");
        }
    }

    @Test
    void whatIsWrongOnTheOwnRecord_isAmendedApprovedAndConfirmed() {
        UnitRef city = units.city(units.province());
        Person person = people.pending(city);
        String born = String.valueOf(SyntheticId.birthDate(person.idNumber()));
        OwnersSql.run("update cadre set in_post_until = '2099-08-31' where id = " + person.id());
        try (Chromium chromium = new Chromium(service)) {
            Page staff = chromium.signedIn(chromium.visitor(Chromium.SCREEN), people.active(city, Role.CITY_ADMIN));
            Page page = chromium.signedIn(chromium.visitor(Chromium.PHONE), person);
            page.locator("text=信息有误").click();
            assertThat(page.locator("dl").innerText())
                    .contains(born.substring(0, 4), "离任日期", "2099-08-31")
                    .doesNotContain(born);
            page.locator("select[name=amend-cadreClass]").selectOption("SECTION");
            page.locator("input[name=amend-inPostSince]").fill("2021-03-01");
            page.locator("input[name=amend-email]").fill("lin.xiao@example.cn");
            Visit.assertAccessibleAtBothWidths(page, "an amendment");
            handIn(page);
            approve(staff, "科级及以下", "2021-03-01", "l***@example.cn");
            page.reload();
            page.locator("dl >> text=l***@example.cn").waitFor();
            assertThat(page.locator("dl").innerText()).contains("科级及以下", "2021-03-01");

            page.locator("text=信息有误").click();
            page.locator("input[name=amend-email-removed]").check();
            Visit.assertAccessibleAtBothWidths(page, "an e-mail removed");
            handIn(page);
            approve(staff, "（空）");
            page.reload();
            page.locator("dl").waitFor();
            assertThat(page.locator("dl").innerText()).doesNotContain("@").contains("未填写");
            page.locator(".agree input").check();
            page.locator("input[name=new-password]").fill("quiet-river-stone");
            page.locator("input[name=repeat-password]").fill("quiet-river-stone");
            page.keyboard().press("Enter");
            page.waitForURL("**/courses");
            page.navigate("/activate");
            page.waitForURL("**/courses");
            Visit.open(page, "/account");
            page.locator("dl").waitFor();
            assertThat(page.locator("dl").innerText())
                    .contains("科级及以下", "2021-03-01", city.name())
                    .doesNotContain(born, person.idNumber(), person.mobile());
            Visit.assertAccessibleAtBothWidths(page, "the own record");

            Visit.open(staff, "/people/cadres/" + person.id());
            assertThat(staff.locator("[data-derived]").innerText())
                    .contains(born.substring(0, 4))
                    .doesNotContain(born);
            staff.locator("input[name=idNumber]").fill("11010519491231002X");
            assertThat(staff.locator("[data-derived]").innerText()).contains("女", "1949-12-31");
            staff.locator("input[name=idNumber]").fill("");
            // The fixture's own name holds digits, which no record may.
            staff.locator("input[name=name]").fill("林晓");
            staff.locator("input[name=qq]").fill("123456789");
            staff.locator("form:has(input[name=qq]) [type=submit]").click();
            staff.locator("input[name=qq-removed]").check();
            Visit.assertAccessibleAtBothWidths(staff, "a number removed");
            staff.locator("form:has(input[name=qq]) [type=submit]").click();
            staff.locator("input[name=qq-removed]").waitFor(gone());
        }
    }

    /// As if a colleague had uploaded the file.
    private void wrongRowsOfSomebody(Page page, UnitRef city) throws IOException {
        Person colleague = people.learner(city);
        OwnersSql.run("update roster_import set created_by = " + colleague.id() + " where unit_id = " + city.id());
        page.reload();
        page.locator("button:has-text('下载有问题的行')").click();
        page.locator("dialog[open] input[name=reason]").fill("核对退回的行");
        Visit.assertAccessibleAtBothWidths(page, "a reason for rows in clear");
        Download others = page.waitForDownload(
                () -> page.locator("dialog[open] [type=submit]").click());
        assertThat(Files.size(others.path())).isPositive();
        PlaywrightAssertions.assertThat(page.locator("dialog[open]")).hasCount(0);
    }

    private static void handIn(Page page) {
        page.locator("form:has([name=amend-email]) [type=submit]").click();
        page.locator("text=正在等待管理员审核").waitFor();
    }

    private static void approve(Page staff, String... shown) {
        Visit.open(staff, "/people/review");
        assertThat(staff.locator("article").innerText()).contains(shown);
        staff.locator("article button:has-text('通过')").click();
        staff.locator("text=已通过 1 条").waitFor();
    }

    private static Locator.WaitForOptions gone() {
        return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
    }

    /// Who looks into a record comes back to whom was searched.
    private static void assertSearchIsKeptAndInNoAddress(Page page, String name) {
        List<String> addresses = new ArrayList<>();
        Consumer<Request> listener = request -> addresses.add(URLDecoder.decode(request.url(), StandardCharsets.UTF_8));
        page.onRequest(listener);
        Visit.open(page, "/people");
        page.locator("input[type=search]").fill(name);
        PlaywrightAssertions.assertThat(page.locator(".rows a")).hasCount(1);
        page.locator(".rows a").click();
        page.locator("input[name=post]").waitFor();
        page.goBack();
        PlaywrightAssertions.assertThat(page.locator("input[type=search]")).hasValue(name);
        PlaywrightAssertions.assertThat(page.locator(".rows a")).hasCount(1);
        addresses.add(URLDecoder.decode(page.url(), StandardCharsets.UTF_8));
        assertThat(addresses).isNotEmpty().noneMatch(address -> address.contains(name));
        page.offRequest(listener);
    }
}
