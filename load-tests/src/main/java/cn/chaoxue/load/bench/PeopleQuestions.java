package cn.chaoxue.load.bench;

import cn.chaoxue.load.bench.DeskVisit.Question;
import java.util.List;
import java.util.function.IntFunction;

/// What administrators look for among cadres.
final class PeopleQuestions {

    private static final String CADRES = "/api/v1/cadres";
    private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林罗高";
    private static final String GIVEN = "伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红梅建国志文晓波鹏飞宇浩欣怡";
    private static final String INITIALS = "wlzcyhxsmg";

    private PeopleQuestions() {}

    /// `unit` lies in the caller's subtree, and `last` is the highest id in it.
    static List<Question> of(long unit, long last) {
        return List.of(
                search("first.page", _ -> "{}"),
                search("deep.page", i -> criterion("after", Long.toString(last - 100 - i))),
                search("surname", i -> criterion("q", surname(i))),
                search("surname.and.one", i -> criterion("q", surname(i) + given(i * 3))),
                search("whole.name", i -> criterion("q", surname(i) + given(i * 3) + given(i * 7))),
                search("nobodys.name", _ -> criterion("q", "欧阳")),
                search("part.of.name", i -> criterion("name", given(i * 3) + given(i * 7))),
                search("two.initials", i -> criterion("q", initial(i) + initial(i * 3))),
                search("three.initials", i -> criterion("q", initial(i) + initial(i * 3) + initial(i * 7))),
                search("nobodys.initials", _ -> criterion("q", "qq")),
                search("county", _ -> "{\"unit\":%d}".formatted(unit)),
                search("highest.class", _ -> criterion("cadreClass", "BUREAU")),
                search("common.class", _ -> criterion("cadreClass", "GRASSROOTS")),
                search("seconded", _ -> criterion("employment", "SECONDED")),
                search("nobody.new", _ -> "{\"newAppointee\":true}"),
                search("disabled", _ -> criterion("status", "DISABLED")),
                search("pending", _ -> criterion("status", "PENDING")),
                search(
                        "class.status.name",
                        i -> "{\"cadreClass\":\"SECTION\",\"status\":\"PENDING\",\"q\":\"%s\"}".formatted(surname(i))));
    }

    /// By ID number, of the last `known` people.
    static Question byNumber(long last, int known) {
        return new Question(
                "id.number",
                _ -> CADRES + "/look-up",
                i -> criterion("idNumber", WaitingAmendments.number(last - i * 97L % known)));
    }

    private static Question search(String name, IntFunction<String> criteria) {
        return new Question(name, _ -> CADRES + "/search", criteria);
    }

    private static String criterion(String field, String value) {
        return "{\"%s\":\"%s\"}".formatted(field, value);
    }

    private static String surname(int i) {
        return SURNAMES.substring(i % SURNAMES.length(), i % SURNAMES.length() + 1);
    }

    private static String given(int i) {
        return GIVEN.substring(i % GIVEN.length(), i % GIVEN.length() + 1);
    }

    private static String initial(int i) {
        return INITIALS.substring(i % INITIALS.length(), i % INITIALS.length() + 1);
    }
}
