package cn.chaoxue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.SyntheticId;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.web.WebProfile;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What administrators decide about people, on the pages for it: what they say of themselves, and who claims them.
@QuarkusTest
@TestProfile(WebProfile.class)
class PeopleTest {

    @TestHTTPResource("/")
    URI service;

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    UnitRef centre;
    UnitRef home;
    UnitRef away;
    String sender;
    String receiver;

    @BeforeEach
    void twoProvinces() {
        centre = units.centre();
        home = units.province(centre);
        away = units.province(centre);
        sender = people.tokenOf(people.active(home, Role.PROVINCE_ADMIN, Role.UNMASK));
        receiver = people.tokenOf(people.active(away, Role.PROVINCE_ADMIN));
    }

    @Test
    void amendments_areComparedSentBackAndApprovedTogether() {
        Person wrong = people.pending(home);
        Stream.of(people.pending(home), wrong, people.pending(home))
                .forEach(person -> amend(person, Map.of("post", "青年工作部部长")));
        UnitRef city = units.city(home);
        Person below = people.pending(city);
        amend(below, Map.of("mobile", otherwiseInTheMiddle(below.mobile())));
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.at("/people/review", Chromium.PHONE, sender);
            assertThat(page.locator("article")).hasCount(4);
            Visit.pick(page.locator("main form.filter"), city);
            assertThat(page.locator("article")).hasCount(1);
            assertThat(page.locator("article td").last()).containsText("不同之处在隐去的部分");
            Visit.assertAccessibleAtBothWidths(page, "amendments of one unit");
            page.locator("article button:has-text('查看完整号码')").click();
            Visit.confirm(page, "核对变更申请表");
            assertThat(page.locator("dialog[open] output")).containsText(below.mobile());
            assertThat(page.locator("dialog[open] output")).containsText(otherwiseInTheMiddle(below.mobile()));
            Visit.assertAccessibleAtBothWidths(page, "both sides of an amendment in clear");
            page.keyboard().press("Escape");
            assertThat(page.locator("dialog[open]")).hasCount(0);
            page.getByLabel("单位第 2 级").selectOption("");
            assertThat(page.locator("article")).hasCount(4);
            Locator sheet = page.locator("article:has-text('" + wrong.name() + "')");
            assertThat(sheet.locator("tbody tr")).hasCount(1);
            assertThat(sheet.locator("tbody tr")).containsText("职务");
            assertThat(sheet.locator("td").first()).hasText("团委书记");
            assertThat(sheet.locator(".after")).hasText("青年工作部部长");
            assertThat(sheet.locator(".hidden-part")).hasCount(0);
            page.getByLabel("全选").check();
            assertThat(page.locator(".bulk button")).containsText("（4）");
            page.locator("article:has(.hidden-part) button:has-text('通过')").click();
            assertThat(page.locator("main .told")).containsText("已通过 1 条");
            assertThat(page.locator(".bulk button")).containsText("（3）");
            sheet.locator("button:has-text('退回')").click();
            Visit.confirm(page, "不");
            assertThat(page.locator("dialog[open]")).containsText("请填写至少 4 个字的理由");
            Visit.assertAccessibleAtBothWidths(page, "an amendment sent back");
            Visit.confirm(page, "请填写现任职务的全称");
            assertThat(page.locator("main .told")).containsText("已退回");
            assertThat(page.locator("article")).hasCount(2);
            assertThat(page.locator(".bulk button")).containsText("（2）");
            Visit.assertAccessibleAtBothWidths(page, "amendments");
            page.locator(".bulk button").click();
            assertThat(page.locator("main .told")).containsText("已通过 2 条");
            assertThat(page.locator("main")).containsText("没有等待审核的修改");
            assertThat(sql.number(
                            "select count(*) from cadre where unit_id = ? and post = '青年工作部部长' and id <> ?",
                            home.id(),
                            wrong.id()))
                    .isEqualTo(2);
            Page theirs = chromium.at("/activate", Chromium.PHONE, activating(wrong));
            assertThat(theirs.locator("main")).containsText("请填写现任职务的全称");
            Visit.assertAccessibleAtBothWidths(theirs, "an amendment that was sent back");
        }
    }

    @Test
    void proposalHandedInAgain_isShownBeforeItIsDecided() {
        Person person = people.pending(home);
        amend(person, Map.of("post", "组织部部长"));
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.at("/people/review", Chromium.PHONE, sender);
            Locator card = page.locator("article");
            assertThat(card.locator(".after")).hasText("组织部部长");
            amend(person, Map.of("post", "宣传部部长"));
            card.locator("button:has-text('通过')").click();
            assertThat(page.locator("main [role=alert]")).containsText("1 条在您查看之后又重新提交");
            assertThat(card.locator(".after")).hasText("宣传部部长");
            assertThat(card).containsText("这是新提交的内容");
            Visit.assertAccessibleAtBothWidths(page, "a proposal that was handed in again");
            amend(person, Map.of("post", "青年工作部部长"));
            card.locator("button:has-text('退回')").click();
            Visit.confirm(page, "请填写现任职务的全称");
            assertThat(page.locator("dialog[open]")).hasCount(0);
            assertThat(page.locator("main [role=alert]")).containsText("1 条在您查看之后又重新提交");
            assertThat(card.locator(".after")).hasText("青年工作部部长");
            amend(person, Map.of("post", "权益部部长"));
            page.locator(".everybody button").click();
            Visit.confirm(page);
            assertThat(page.locator("[data-summary]")).hasText("1 条刚又重新提交，请另行审核。");
            assertThat(card.locator(".after")).hasText("权益部部长");
            card.locator("button:has-text('通过')").click();
            assertThat(page.locator("main .told")).containsText("已通过 1 条");
            assertThat(page.locator("main")).containsText("没有等待审核的修改");
            assertThat(sql.value("select post from cadre where id = ?", person.id()))
                    .isEqualTo("权益部部长");
        }
    }

    /// More than a page shows; how many, it says when they are counted.
    @Test
    void allThatWait_areApprovedThoughNotAllAreShown() {
        Stream.generate(() -> people.pending(home)).limit(33).forEach(one -> amend(one, Map.of("post", "副书记")));
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.at("/people/review", Chromium.SCREEN, sender);
            assertThat(page.locator("article")).hasCount(30);
            List<Route> counting = new ArrayList<>();
            page.route("**/amendments/tally*", counting::add);
            Visit.open(page, "/people/review");
            assertThat(page.locator("article")).hasCount(30);
            assertThat(page.locator(".everybody button")).hasText("通过全部待审核的修改");
            page.unroute("**/amendments/tally*");
            counting.forEach(Route::resume);
            page.locator("button:has-text('通过全部待审核的（33）')").click();
            assertThat(page.locator("dialog[open]")).containsText("全部 33 条");
            Visit.assertAccessibleAtBothWidths(page, "approving all that wait");
            amend(people.pending(home), Map.of("post", "后来的"));
            Visit.confirm(page);
            assertThat(page.locator("[data-summary]")).hasText("已通过 33 条。");
            assertThat(page.locator("article")).hasCount(1);
            Visit.assertAccessibleAtBothWidths(page, "all that waited approved");
        }
    }

    @Test
    void personClaimedByTwo_isGivenToOneByWhoAnswersForBoth() {
        Person claimed = people.learner(home);
        UnitRef third = units.province(centre);
        Person kept = people.learner(third);
        try (Chromium chromium = new Chromium(service)) {
            Page page = chromium.at("/people/new", Chromium.SCREEN, receiver);
            page.locator("input[name=name]").fill("林晓");
            page.locator("input[name=mobile]").fill("13700001234");
            page.locator("input[name=post]").fill("团委书记");
            page.getByLabel("任职日期", new Page.GetByLabelOptions().setExact(true)).fill("2024-09-01");
            enter(page, claimed.idNumber());
            assertThat(page.locator("main [role=alert]")).containsText("这个身份证号已在库中");
            assertThat(page.locator("main [role=alert]")).containsText(home.name() + "＊＊＊");
            enter(page, kept.idNumber());
            assertThat(page.locator("main [role=alert]")).containsText(third.name() + "＊＊＊");
            long opened = sql.number("select id from id_conflict where cadre_id = ?", kept.id());
            assertThat(page.locator("main [role=alert] a")).hasText("冲突 %d 号".formatted(opened));
            assertThat(page.locator("main [role=alert] a"))
                    .hasAttribute("href", "/people/conflicts?case=%d".formatted(opened));
            enter(page, SyntheticId.of(sql.number("select nextval(pg_get_serial_sequence('account', 'id'))")));
            assertThat(page).hasURL(Pattern.compile("/people/cadres/\\d+$"));
            assertThat(page.locator("main [role=status]").first()).containsText("已保存");
            Visit.assertAccessibleAtBothWidths(page, "a person entered");
            page.reload();
            assertThat(page.locator("h1")).hasText("林晓");
            assertThat(page.locator("main")).not().containsText("已保存");
            Visit.open(page, "/people/conflicts?case=" + opened);
            assertThat(page.locator("main li").first()).containsText("登记时属" + third.name() + "＊＊＊");
            Visit.assertAccessibleAtBothWidths(page, "the case that was linked to");

            Page superior = chromium.at(
                    "/people/conflicts", Chromium.PHONE, people.tokenOf(people.active(centre, Role.CENTRE_ADMIN)));
            assertThat(superior.locator(".tabs .count")).containsText("（2 件待您处理）");
            Visit.assertAccessibleAtBothWidths(superior, "cases to settle");
            Locator first = superior.locator("li:has-text('现属单位：" + home.name() + "')");
            first.locator("text=转入申请单位").click();
            Visit.confirm(superior, "已核实调动文件");
            assertThat(first).hasCount(0);
            assertThat(superior.locator("main")).containsText("已转入");
            superior.locator("li:has-text('" + third.name() + "') >> text=不同意").click();
            Visit.confirm(superior, "本人仍在原单位任职");
            assertThat(superior.locator("main")).containsText("未同意");
            Visit.assertAccessibleAtBothWidths(superior, "settled conflicts");
            Visit.open(page, "/people/conflicts");
            assertThat(page.locator("main")).containsText("本人仍在原单位任职");
            Visit.assertAccessibleAtBothWidths(page, "conflicts of who claims");
            assertThat(sql.number("select unit_id from account where id = ?", claimed.id()))
                    .isEqualTo(away.id());
            assertThat(sql.number("select unit_id from account where id = ?", kept.id()))
                    .isEqualTo(third.id());
        }
    }

    private static void enter(Page page, String idNumber) {
        page.locator("input[name=idNumber]").fill(idNumber);
        page.locator("form:has(input[name=idNumber]) [type=submit]").click();
    }

    private void amend(Person person, Map<String, String> wish) {
        given().header("Authorization", "Bearer " + activating(person))
                .contentType(ContentType.JSON)
                .body(wish)
                .post("/api/v1/me/activation/amendment")
                .then()
                .statusCode(202);
    }

    /// A mistake that no masked form shows.
    private static String otherwiseInTheMiddle(String mobile) {
        return mobile.substring(0, 3) + "9182" + mobile.substring(7);
    }

    private String activating(Person person) {
        return people.tokenOf(person, Set.of(Role.ACTIVATE));
    }
}
