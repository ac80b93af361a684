package cn.chaoxue.isolation;

import static cn.chaoxue.fixture.Api.as;
import static org.hamcrest.Matchers.hasItem;

import cn.chaoxue.org.UnitRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Numbers typed where they do not belong: in the reason of an act, the name of a file, a post, a remark.
final class CanaryTexts {

    private final String admin;
    private final UnitRef own;
    private final int cadre;

    CanaryTexts(String admin, UnitRef own, int cadre) {
        this.admin = admin;
        this.own = own;
        this.cadre = cadre;
    }

    /// Each as it is, spaced, with dashes, and as an input method writes it; yields what must not be found either.
    List<String> typed(List<String> numbers) {
        List<String> forms = numbers.stream().flatMap(CanaryTexts::forms).toList();
        forms.forEach(this::refused);
        return forms;
    }

    private static Stream<String> forms(String number) {
        if (number.contains("@")) {
            return Stream.of(number, wide(number));
        }
        String spaced = number.length() == 18 ? groups(number, 6, 14, " ") : groups(number, 3, 7, " ");
        return Stream.of(number, wide(number), spaced, spaced.replace(' ', '-'));
    }

    private static String groups(String number, int first, int second, String between) {
        return String.join(
                between, number.substring(0, first), number.substring(first, second), number.substring(second));
    }

    private static String wide(String text) {
        return text.chars()
                .map(c -> c > ' ' && c < 127 ? c + 0xFEE0 : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private void refused(String number) {
        String text = "核实" + number + "本人";
        long unit = own.id();
        refused("reason", "/api/v1/cadres/%d/revelations".formatted(cadre), Map.of("field", "QQ", "reason", text));
        refused("reason", "/api/v1/cadres/%d/account/disablement".formatted(cadre), Map.of("reason", text));
        refused("reason", "/api/v1/activation-resets", Map.of("unitId", unit, "reason", text));
        refused(
                "reason",
                "/api/v1/grants",
                Map.of("cadreId", cadre, "role", "liaison", "unitId", unit, "reason", text));
        refused("reason", "/api/v1/cadres/exports", Map.of("clear", true, "reason", text));
        refused("fileName", "/api/v1/cadres/imports", Map.of("fileName", text + ".csv", "bytes", 10));
        Map<String, Object> desk = new HashMap<>(Map.of("unitId", unit, "name", "林晓", "post", text));
        desk.put("remarks", text);
        refused("post", "/api/v1/liaisons", desk);
        refused("remarks", "/api/v1/liaisons", desk);
    }

    private void refused(String field, String path, Map<String, Object> body) {
        as(admin).body(body).post(path).then().statusCode(400).body("errors.field", hasItem(field));
    }
}
