package cn.chaoxue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.web.WebProfile;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/// Where people go: proposed on the record of one, accepted by who receives them, seen day by day.
@QuarkusTest
@TestProfile(WebProfile.class)
class PostingsTest {

    private static final LocalDate TODAY = LocalDate.now(Chromium.ZONE);

    @TestHTTPResource("/")
    URI service;

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    @Test
    void postings_areProposedAcceptedAndFollowedUpToTheEnd() {
        UnitRef centre = units.centre();
        UnitRef home = units.province(centre);
        UnitRef away = units.province(centre);
        String sender = people.tokenOf(people.active(home, Role.PROVINCE_ADMIN));
        String receiver = people.tokenOf(people.active(away, Role.PROVINCE_ADMIN));
        UnitRef city = units.city(home);
        Person person = people.learner(home);
        String record = "/people/cadres/" + person.id();
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.at(record, Chromium.SCREEN, sender);
            Locator form = begin(page, "SECONDMENT", 60);
            Visit.pick(form, city);
            form.locator("input[name=post]").fill("挂职副书记");
            propose(page, "已办理");
            assertThat(page.locator("#postings ~ ol")).containsText("挂职副书记");
            form = begin(page, "END", 45);
            propose(page, "请选择要结束的一项", "[role=alert]");
            form.getByLabel("结束哪一项").selectOption(new SelectOption().setIndex(0));
            propose(page, "已办理");
            begin(page, "LEAVE", 40);
            propose(page, "已办理");
            assertThat(page.locator("#postings ~ p").first()).containsText("离岗");
            begin(page, "RETURN", 35);
            propose(page, "已办理");
            assertThat(page.locator("#postings ~ p").first()).containsText("在任");
            form = begin(page, "TRANSFER", 30);
            form.getByLabel("接收单位").selectOption("elsewhere");
            form.locator("input[name=to]").fill("不存在的单位");
            form.locator("input[name=post]").fill("调入副书记");
            propose(page, "没有这样的单位", "[role=alert]");
            form.locator("input[name=to]").fill(away.name());
            propose(page, "已提交，等待接收单位同意");
            Visit.assertAccessibleAtBothWidths(page, "a record with postings");

            Page theirs = chromium.at("/people/postings", Chromium.PHONE, receiver);
            theirs.locator("text=同意接收").click();
            assertThat(theirs.locator("article")).containsText("已生效");
            Visit.assertAccessibleAtBothWidths(theirs, "changes received");
            Visit.open(theirs, "/people/standings");
            assertThat(theirs.locator("main ul.card")).containsText("调入副书记");
            Visit.assertAccessibleAtBothWidths(theirs, "who stands where");
            theirs.getByLabel("日期").fill(String.valueOf(TODAY.minusDays(31)));
            assertThat(theirs.locator("main ul.card li")).hasCount(1);
            Visit.open(page, "/people/standings");
            assertThat(page.locator("main ul.card li")).hasCount(1);
            page.getByLabel("日期").fill(String.valueOf(TODAY.minusDays(31)));
            assertThat(page.locator("main ul.card li")).hasCount(2);

            Visit.open(theirs, record);
            begin(theirs, "RETIREMENT", 0);
            propose(theirs, "已办理");
            assertThat(theirs.locator("#postings ~ p").first()).containsText("已退出");
            assertThat(theirs.locator("main")).containsText("已停用");
            Visit.assertAccessibleAtBothWidths(theirs, "somebody retired");
            assertThat(sql.value("select status || ' ' || unit_id from account where id = ?", person.id()))
                    .isEqualTo("DISABLED " + away.id());
        }
    }

    private static Locator begin(Page page, String kind, int daysAgo) {
        page.locator("text=办理任职变动").click();
        Locator form = page.locator("section[aria-labelledby=postings] form.card");
        form.getByLabel("变动").selectOption(kind);
        form.getByLabel("生效日期").fill(String.valueOf(TODAY.minusDays(daysAgo)));
        form.locator("input[name=reason]").fill("组织安排，见文件");
        return form;
    }

    private static void propose(Page page, String told) {
        propose(page, told, "[role=status]");
    }

    private static void propose(Page page, String told, String where) {
        page.locator("section[aria-labelledby=postings] form.card [type=submit]")
                .click();
        assertThat(page.locator("section[aria-labelledby=postings] " + where)).containsText(told);
    }
}
