package cn.chaoxue.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.org.UnitRef;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.List;
import java.util.regex.Pattern;

/// What tests ask of any page.
final class Visit {

    private Visit() {}

    /// Fails on any violation of axe' rules, naming rule and place.
    static void assertAccessible(Page page, String what) {
        // Without frames there is nothing to be put together, for which axe would open a page of its own each time.
        assertThat(page.frames()).as("frames of " + what).hasSize(1);
        List<String> violations = new AxeBuilder(page)
                .setLegacyMode(true).analyze().getViolations().stream()
                        .map(Visit::describe)
                        .toList();
        assertThat(violations).as(what).isEmpty();
    }

    /// The page as it stands, on a wide screen and on a phone, where it is left.
    static void assertAccessibleAtBothWidths(Page page, String what) {
        page.setViewportSize(Chromium.SCREEN, 900);
        assertAccessible(page, what + " on a wide screen");
        page.setViewportSize(Chromium.PHONE, 844);
        assertAccessible(page, what + " on a phone");
        assertFits(page, Chromium.PHONE, what);
    }

    /// Nothing makes the page scroll sideways.
    static void assertFits(Page page, int width, String what) {
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("width of " + what)
                .isLessThanOrEqualTo(width);
    }

    /// Gives the reason that is asked for, and confirms.
    static void confirm(Page page, String reason) {
        page.locator("dialog[open] input[name=reason]").fill(reason);
        confirm(page);
    }

    static void confirm(Page page) {
        page.locator("dialog[open] .button--primary").click();
    }

    /// Goes down the tree to a unit: one list for each level beneath the caller's own.
    static void pick(Locator form, UnitRef... downwards) {
        for (int i = 0; i < downwards.length; i++) {
            form.getByLabel("单位第 %d 级".formatted(i + 2)).selectOption(String.valueOf(downwards[i].id()));
        }
    }

    /// A page that has loaded what it shows.
    static void open(Page page, String address) {
        page.navigate(address);
        settled(page);
    }

    static void settled(Page page) {
        page.locator("main h1").first().waitFor(attached());
        page.locator("main .waiting .bone").first().waitFor(detached());
    }

    static long figure(Page board, String name) {
        Locator figure = board.locator("[data-figure=" + name + "] dd");
        PlaywrightAssertions.assertThat(figure).hasText(Pattern.compile("\\d"));
        return Long.parseLong(figure.innerText().replaceAll("\\D", ""));
    }

    private static Locator.WaitForOptions attached() {
        return new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);
    }

    private static Locator.WaitForOptions detached() {
        return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
    }

    private static String describe(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " at "
                + rule.getNodes().stream()
                        .map(node -> String.valueOf(node.getTarget()))
                        .toList();
    }
}
