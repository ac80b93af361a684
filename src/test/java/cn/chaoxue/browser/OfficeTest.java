package cn.chaoxue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.AdministeredProvince;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import cn.chaoxue.web.WebProfile;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the office of a province does besides: opens activations and takes them back, keeps the directory, answers for
/// administrators and looks up who did what.
@QuarkusTest
@TestProfile(WebProfile.class)
class OfficeTest extends AdministeredProvince {

    private static final LocalDate TODAY = LocalDate.now(Chromium.ZONE);

    @TestHTTPResource("/")
    URI service;

    @Test
    void activations_areOpenedClosedTakenBackAndGivenBack() {
        people.learner(city);
        people.learner(city);
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.at("/people/activations", Chromium.PHONE, admin);
            Locator windows = page.locator("section[aria-labelledby=windows]");
            Visit.pick(windows, city);
            windows.getByLabel("结束日期").fill(String.valueOf(TODAY.plusDays(200)));
            windows.locator("[type=submit]").click();
            Visit.confirm(page, "试点城市开始激活");
            assertThat(page.locator("dialog[open]")).containsText("最长 92 天");
            page.keyboard().press("Escape");
            windows.getByLabel("结束日期").fill(String.valueOf(TODAY.plusDays(20)));
            windows.locator("[type=submit]").click();
            Visit.confirm(page, "试点城市开始激活");
            Locator window = windows.locator("li:has-text('" + city.name() + "')");
            window.locator("text=提前结束").click();
            Visit.confirm(page, "激活已经完成");
            assertThat(window).containsText("已结束");
            assertThat(sql.number(
                            "select count(*) from activation_window where unit_id = ? and ended_at is not null",
                            city.id()))
                    .isOne();

            Locator resets = page.locator("section[aria-labelledby=resets]");
            Visit.pick(resets, city);
            resets.locator("form [type=submit]").click();
            assertThat(page.locator("dialog[open]")).containsText("共 2 个账号");
            Visit.assertAccessibleAtBothWidths(page, "a reset about to begin");
            Visit.confirm(page, "换届后重新激活");
            Locator reset = resets.locator("li:has-text('" + city.name() + "')");
            assertThat(reset).containsText("已重置");
            assertThat(reset).containsText("2 / 2");
            assertThat(waiting()).isEqualTo(2);
            Visit.assertAccessibleAtBothWidths(page, "a reset");
            reset.locator("text=撤销").click();
            Visit.confirm(page, "单位选错了");
            assertThat(reset).containsText("已撤销");
            assertThat(waiting()).isZero();
            Visit.assertAccessibleAtBothWidths(page, "a reset undone");
        }
    }

    @Test
    void liaison_isEnteredCorrectedAndTakenOff() {
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.at("/people/liaisons", Chromium.SCREEN, admin);
            page.locator("text=录入联络员").click();
            Visit.pick(page.locator("main form.card"), city); // The list has a form for the search, until it is left.
            page.locator("input[name=name]").fill("周宁");
            page.locator("input[name=officePhone]").fill("0754-88880000");
            page.locator("input[name=mobile]").fill("1370000");
            page.locator("input[name=qq]").fill("123456789");
            page.locator("input[name=email]").fill("zhou.ning@example.cn");
            page.locator("input[name=remarks]").fill("周末可致电");
            save(page);
            assertThat(page.locator("main form")).containsText("请填写 11 位手机号");
            page.locator("input[name=mobile]").fill("13700001234");
            page.locator("input[name=post]").fill("组织部干事");
            save(page);
            assertThat(page).hasURL(Pattern.compile("/people/liaisons/\\d+$"));
            assertThat(page.locator("main [role=status]")).containsText("已保存");
            assertThat(page.locator("main form")).containsText("137****1234");
            assertThat(page.locator("main form")).not().containsText("13700001234");
            assertReadByALiaison(chromium);
            page.locator("input[name=qq-removed]").check();
            page.locator("input[name=remarks]").fill("工作日可致电");
            save(page);
            assertThat(page.locator("#past ~ ol")).containsText("QQ：12*****89（已删除）");
            assertThat(page.locator("input[name=qq-removed]")).hasCount(0);
            assertThat(page.locator("main [role=status]")).containsText("已保存");
            Visit.assertAccessibleAtBothWidths(page, "a liaison corrected");
            assertThat(sql.number(
                            "select count(*) from liaison where unit_id = ? and qq_masked is null and remarks = '工作日可致电'",
                            city.id()))
                    .isOne();
            page.locator("text=移出名录").click();
            Visit.confirm(page, "已调离岗位");
            assertThat(page.locator("main")).containsText("还没有联络员信息");
            Visit.assertAccessibleAtBothWidths(page, "the directory without anybody");
            assertThat(sql.number(
                            "select count(*) from liaison where unit_id = ? and removed_at is not null", city.id()))
                    .isOne();
        }
    }

    @Test
    void administrator_isAppointedForATimeResetAndFoundInTheLog() {
        Person chief = people.begunBy(administrator, people.learner(city));
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.at("/people/cadres/" + chief.id(), Chromium.SCREEN, admin);
            page.locator("main button:has-text('授予权限')").click();
            Visit.pick(page.locator("dialog[open]"), city);
            page.locator("select[name=role]").selectOption("city-admin");
            page.locator("input[name=lastDay]").fill(String.valueOf(TODAY.plusDays(30)));
            Visit.confirm(page, "代管三十天");
            assertThat(page.locator("main [role=status]").last()).containsText("已授予");
            Visit.open(page, "/people/units/" + city.id());
            assertThat(page.locator("#holders ~ ul article")).hasCount(2);
            Visit.assertAccessibleAtBothWidths(page, "who can see a unit");

            Visit.open(page, "/people/administrators");
            Locator right = page.locator("article:has-text('" + chief.name() + "')");
            assertThat(right).containsText("到期");
            right.locator("text=疑似泄露").click();
            Visit.confirm(page);
            assertThat(page.locator("dialog[open] code")).containsText("-");
            Visit.assertAccessibleAtBothWidths(page, "a password after a leak");
            Visit.confirm(page);
            right.locator("text=重置二次验证").click();
            Visit.confirm(page, "手机遗失，已核实");
            assertThat(page.locator("dialog[open]")).hasCount(0);
            Visit.assertAccessibleAtBothWidths(page, "administrators");
            assertThat(sql.number("select token_version from account where id = ? and must_change", chief.id()))
                    .isPositive();

            Visit.open(page, "/people/cadres/" + chief.id());
            page.locator("main .actions >> text=操作日志").click();
            assertThat(page.locator("main article")).hasCount(3);
            assertThat(page.locator("main")).containsText("疑似泄露，重置账号");
            page.getByLabel("类别").selectOption("grant.");
            assertThat(page.locator("main article")).hasCount(1);
            assertThat(page.locator("main article")).containsText("代管三十天");
            assertThat(page.locator("main article")).containsText("地市级管理员");
            Visit.assertAccessibleAtBothWidths(page, "the log about one person");
            page.getByLabel("结束日期").fill(String.valueOf(TODAY.minusDays(1)));
            assertThat(page.locator("main")).containsText("这段时间没有记录");
            page.getByLabel("结束日期").fill("");
            page.locator("text=看全部").click();
            assertThat(page.locator("text=看全部")).hasCount(0);
            Visit.pick(page.locator("main"), city);
            page.getByLabel("类别").selectOption("account.");
            assertThat(page.locator("main article")).hasCount(1);
        }
    }

    private void assertReadByALiaison(Chromium chromium) {
        String reader = people.tokenOf(people.active(province, Role.LIAISON));
        Page page = chromium.at("/people/liaisons", Chromium.PHONE, reader);
        Locator entry = page.locator("li .row");
        assertThat(entry).containsText("137****1234");
        assertThat(entry).containsText("QQ：12*****89");
        assertThat(entry).containsText("z***@example.cn");
        assertThat(entry).containsText("备注：周末可致电");
        Visit.assertAccessibleAtBothWidths(page, "the directory, read by a liaison");
    }

    private long waiting() {
        return sql.number("select count(*) from account where unit_id = ? and status = 'PENDING'", city.id());
    }

    private static void save(Page page) {
        page.locator("main form [type=submit]").click();
    }
}
