package cn.chaoxue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.web.WebProfile;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WebProfile.class)
class ClosedUnitsTest {

    @TestHTTPResource("/")
    URI service;

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    @Test
    void closedUnit_isFoundWithTheDayItWasClosed() {
        UnitRef province = units.province();
        UnitRef open = units.city(province);
        UnitRef closed = units.city(province);
        Person admin = people.active(province, Role.PROVINCE_ADMIN);
        sql.run("update unit set closed_on = '2026-03-01' where id = ?", closed.id());
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.signedIn(chromium.visitor(Chromium.PHONE), admin);
            Visit.open(page, "/people/units");
            assertThat(page.locator("main")).containsText(open.name());
            page.locator("input[name=closed]").check();
            assertThat(page.locator("main")).containsText("已于 2026-03-01 撤销");
            assertThat(page.locator("main")).containsText(closed.name());
            Visit.assertAccessibleAtBothWidths(page, "closed units");
        }
    }

    @Test
    void whoStoodInAClosedUnit_isReachedFromItsPageAndBySearching() {
        UnitRef province = units.province();
        people.learner(units.city(province));
        UnitRef closed = units.city(province);
        people.learner(closed);
        Person admin = people.active(province, Role.PROVINCE_ADMIN);
        sql.run("update unit set closed_on = '2026-03-01' where id = ?", closed.id());
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.signedIn(chromium.visitor(Chromium.PHONE), admin);
            Visit.open(page, "/people/units/" + closed.id());
            page.locator("text=撤销前在此任职的人员").click();
            assertThat(page.getByLabel("日期")).hasValue("2026-02-28");
            assertThat(page.getByLabel("单位第 2 级").locator("option:checked")).containsText(closed.name() + "（已撤销）");
            assertThat(page.locator("main ul.card li")).hasCount(1);
            assertThat(page.locator("main ul.card li")).containsText(closed.name());
            Visit.assertAccessibleAtBothWidths(page, "who stood in a closed unit");
            Visit.open(page, "/people/audit");
            page.locator("input[name=unit-words]").fill(closed.name());
            page.locator(".found button").click();
            assertThat(page.getByLabel("单位第 2 级")).hasValue(String.valueOf(closed.id()));
        }
    }

    @Test
    void linkToSomebodyElsesUnit_leadsToTheOwnOne() {
        UnitRef own = units.province();
        UnitRef foreign = units.province();
        Person liaison = people.active(own, Role.LIAISON);
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.at("/people/standings?unit=" + foreign.id(), Chromium.PHONE, people.tokenOf(liaison));
            assertThat(page.locator("main")).containsText("链接中的单位不在您可查看的范围内");
            assertThat(page.getByLabel("单位第 1 级").locator("option:checked")).containsText(own.name());
            assertThat(page.locator("[role=alert]")).hasCount(0);
            Visit.assertAccessibleAtBothWidths(page, "a link to somebody else's unit");
        }
    }
}
