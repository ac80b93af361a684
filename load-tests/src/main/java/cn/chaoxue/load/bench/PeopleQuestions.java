package cn.chaoxue.load.bench;

import cn.chaoxue.load.bench.DeskVisit.Question;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What administrators look for among cadres.
final class PeopleQuestions {

    private static final String LIST = "/api/v1/cadres";
    private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林罗高";
    private static final String GIVEN = "伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红梅建国志文晓波鹏飞宇浩欣怡";
    private static final String INITIALS = "wlzcyhxsmg";

    private PeopleQuestions() {}

    /// `unit` lies in the caller's subtree, and `last` is the highest id in it.
    static List<Question> of(long unit, long last) {
        return List.of(
                Question.get("first.page", LIST),
                Question.get("deep.page", i -> LIST + "?after=" + (last - 100 - i)),
                Question.get("surname", i -> LIST + "?q=" + text(surname(i))),
                Question.get("surname.and.one", i -> LIST + "?q=" + text(surname(i) + given(i * 3))),
                Question.get("whole.name", i -> LIST + "?q=" + text(surname(i) + given(i * 3) + given(i * 7))),
                Question.get("nobodys.name", LIST + "?q=" + text("欧阳")),
                Question.get("part.of.name", i -> LIST + "?name=" + text(given(i * 3) + given(i * 7))),
                Question.get("two.initials", i -> LIST + "?q=" + initial(i) + initial(i * 3)),
                Question.get("three.initials", i -> LIST + "?q=" + initial(i) + initial(i * 3) + initial(i * 7)),
                Question.get("nobodys.initials", LIST + "?q=qq"),
                Question.get("county", LIST + "?unit=" + unit),
                Question.get("highest.class", LIST + "?cadreClass=BUREAU"),
                Question.get("common.class", LIST + "?cadreClass=GRASSROOTS"),
                Question.get("seconded", LIST + "?employment=SECONDED"),
                Question.get("disabled", LIST + "?status=DISABLED"),
                Question.get("pending", LIST + "?status=PENDING"),
                Question.get(
                        "class.status.name", i -> LIST + "?cadreClass=SECTION&status=PENDING&q=" + text(surname(i))));
    }

    /// By ID number, of the last `known` people.
    static Question byNumber(long last, int known) {
        return new Question(
                "id.number",
                _ -> LIST + "/look-up",
                i -> "{\"idNumber\":\"" + WaitingAmendments.number(last - i * 97L % known) + "\"}");
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

    private static String text(String words) {
        return URLEncoder.encode(words, StandardCharsets.UTF_8);
    }
}
