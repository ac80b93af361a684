package cn.chaoxue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.AdministeredProvince;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.web.WebProfile;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The life of a unit, as the administrator above it keeps it.
@QuarkusTest
@TestProfile(WebProfile.class)
class UnitsTest extends AdministeredProvince {

    private static final LocalDate TODAY = LocalDate.now(Chromium.ZONE);

    @TestHTTPResource("/")
    URI service;

    UnitRef to;

    @BeforeEach
    void secondCity() {
        to = units.city(province);
    }

    @Test
    void unit_isOpenedRenamedMovedAndMerged() {
        UnitRef heir = units.county(to);
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.at("/people/units", Chromium.SCREEN, admin);
            page.locator("li a:has-text('" + city.name() + "')").click();
            page.locator("text=新建下级单位").click();
            page.locator("input[name=name]").fill("共青团潮南县委员会");
            page.locator("input[name=shortName]").fill("潮南");
            page.locator("input[name=code]").fill("44051");
            page.getByLabel("生效日期").fill(String.valueOf(TODAY.minusDays(20)));
            save(page);
            assertThat(page.locator("form")).containsText("区划代码为 6、9 或 12 位数字");
            page.locator("input[name=code]").fill("440514999");
            save(page);
            assertThat(page.locator("main [role=status]")).containsText("已保存");
            page.locator("li a:has-text('潮南县')").click();
            assertThat(page.locator("h1")).hasText("共青团潮南县委员会");

            page.locator("text=修改名称").click();
            page.locator("input[name=name]").fill("共青团潮南区委员会");
            save(page);
            assertThat(page.locator("h1")).hasText("共青团潮南区委员会");
            assertThat(page.locator("main ol")).containsText("原名：共青团潮南县委员会");
            long id = sql.number("select id from unit where name = '共青团潮南区委员会' and parent_id = ?", city.id());
            Person person = people.learner(new UnitRef(id, "", city.path() + id + "/"));
            sql.run(
                    "insert into posting_change (cadre_id, kind, state, from_unit, to_unit, post, effective_on, reason,"
                            + " proposed_by) values (?, 'SECONDMENT', 'ACCEPTED', ?, ?, '挂职书记', current_date + 9, '组织安排', ?)",
                    person.id(),
                    id,
                    heir.id(),
                    person.id());

            page.locator("text=划转、合并或撤销").click();
            Visit.pick(page.locator("main form"), to);
            Visit.assertAccessibleAtBothWidths(page, "placing a unit");
            place(page);
            assertThat(page.locator("main ol")).containsText("（由" + city.name() + "划至" + to.name() + "）");
            assertThat(sql.value("select path from unit where id = ?", id)).isEqualTo(to.path() + id + "/");

            page.locator("text=划转、合并或撤销").click();
            page.getByLabel("方式").selectOption("merger");
            Visit.pick(page.locator("main form"), to, heir);
            place(page);
            assertThat(page.locator("main")).containsText("已于 " + TODAY + " 撤销");
            assertThat(page.locator("main ol")).containsText("（并入" + heir.name() + "）");
            assertThat(page.locator("main .actions button")).hasCount(0);
            assertThat(sql.number("select unit_id from cadre where id = ?", person.id()))
                    .isEqualTo(heir.id());
            Visit.assertAccessibleAtBothWidths(page, "a unit that was merged");
            Visit.open(page, "/people/cadres/" + person.id());
            Locator stood = page.locator("#postings ~ ol > li");
            assertThat(stood).hasCount(2);
            assertThat(stood.first()).containsText(heir.name());
            assertThat(stood.last()).containsText("潮南县");
            assertThat(stood.last()).containsText(String.valueOf(TODAY.minusDays(1)));
            assertThat(page.locator("main")).containsText(heir.name() + " · ");
            assertThat(page.locator("article:has-text('挂职')")).containsText("两个单位已合并，不再办理。");
        }
    }

    @Test
    void closure_isPlannedCalledOffRefusedAndDone() {
        people.learner(city);
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.at("/people/units/" + to.id(), Chromium.PHONE, admin);
            close(page, TODAY.plusDays(400));
            assertThat(page.locator("main form [role=alert]")).containsText("生效日期，在一年之内");
            page.getByLabel("生效日期").fill(String.valueOf(TODAY.plusDays(30)));
            place(page);
            assertThat(page.locator("main [role=status]")).containsText("已列入计划");
            Visit.open(page, "/people/units");
            Locator plan = page.locator("section li:has-text('" + to.name() + "')");
            assertThat(plan).containsText("待生效");
            plan.locator("button").click();
            Visit.confirm(page, "上级未予批准");
            assertThat(plan).containsText("已取消");
            Visit.assertAccessibleAtBothWidths(page, "plans of units");

            Visit.open(page, "/people/units/" + city.id());
            close(page, TODAY);
            assertThat(page.locator("main form [role=alert]")).containsText("还有人员或下级单位");
            Visit.open(page, "/people/units/" + to.id());
            close(page, TODAY);
            assertThat(page.locator("main")).containsText("已于 " + TODAY + " 撤销");
            assertThat(sql.number(
                            "select count(*) from unit where id in (?, ?) and closed_on is null", city.id(), to.id()))
                    .isOne();
        }
    }

    private static void close(Page page, LocalDate day) {
        page.locator("text=划转、合并或撤销").click();
        page.getByLabel("方式").selectOption("closure");
        page.getByLabel("生效日期").fill(String.valueOf(day));
        place(page);
    }

    private static void place(Page page) {
        page.locator("main form > [type=submit]").click();
        Visit.confirm(page);
    }

    private static void save(Page page) {
        page.locator("main form [type=submit]").click();
    }
}
