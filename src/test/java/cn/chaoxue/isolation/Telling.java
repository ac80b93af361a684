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

    /// No unit but these.
    static void assertNames(String what, String text, Set<String> these) {
        assertThat(found(PLACES, text)).as(what).isSubsetOf(these);
    }

    /// The units that fields of these names tell.
    static Set<String> inFields(String names, String text) {
        return fields(names)
                .matcher(text)
                .results()
                .map(told -> told.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The text without fields of these names.
    static String without(String names, String text) {
        return fields(names).matcher(text).replaceAll("");
    }

    private static Pattern fields(String names) {
        return Pattern.compile("\"(?:%s)\":\"([^\"]*)\"".formatted(names));
    }

    private static Set<String> found(Pattern names, String text) {
        return names.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
