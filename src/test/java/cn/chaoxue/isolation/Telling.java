package cn.chaoxue.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.Person;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What an answer tells, by the names that tests give to units and people.
final class Telling {

    private static final Pattern TRACE = Pattern.compile("\"traceId\":\"[^\"]*\"");
    private static final Pattern PEOPLE = Pattern.compile("测试员\\d+");
    private static final Pattern PLACES = Pattern.compile("(Centre|Province|City|County|Branch) \\d+");

    private Telling() {}

    /// All a client can tell two answers apart by.
    static String of(Answer answer) {
        return answer.status() + " " + TRACE.matcher(answer.text()).replaceAll("");
    }

    /// Nobody but the caller, and no unit but those of the own line.
    static void assertOfOneself(String what, Answer answer, Person caller, Collection<String> ownLine) {
        assertThat(answer.status()).as(what).isLessThan(500);
        String text = answer.text();
        assertThat(found(PEOPLE, text)).as(what).isSubsetOf(Set.of(caller.name()));
        assertThat(found(PLACES, text)).as(what).isSubsetOf(ownLine);
    }

    /// No unit but those `beneath`; but for the fields of this name, which name one of `above` each.
    static void assertNames(String what, Answer answer, String field, Set<String> above, Set<String> beneath) {
        Pattern told = Pattern.compile("\"%s\":\"([^\"]*)\"".formatted(field));
        String text = answer.text();
        assertThat(told.matcher(text).results().map(found -> found.group(1)))
                .as(what)
                .isSubsetOf(above);
        assertThat(found(PLACES, told.matcher(text).replaceAll(""))).as(what).isSubsetOf(beneath);
    }

    private static Set<String> found(Pattern names, String text) {
        return names.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
