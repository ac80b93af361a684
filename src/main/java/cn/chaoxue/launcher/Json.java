package cn.chaoxue.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the few JSON answers the launcher shows: objects as `Map`, arrays as `List`, everything else as text.
/// Lenient: what is not JSON gives a [Trouble] or odd text, never a hang.
final class Json {

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Object read(String text) {
        return new Json(text).value();
    }

    /// The text at a path of names inside objects; empty when there is none.
    static String text(Object from, String... path) {
        Object found = from;
        for (String name : path) {
            found = found instanceof Map<?, ?> object && object.get(name) instanceof Object inner ? inner : "";
        }
        return found.toString();
    }

    private Object value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> bare();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        for (at++; peek() != '}'; skip(',')) {
            String name = string();
            skip(':');
            object.put(name, value());
        }
        at++;
        return object;
    }

    private List<Object> array() {
        List<Object> array = new ArrayList<>();
        for (at++; peek() != ']'; skip(',')) {
            array.add(value());
        }
        at++;
        return array;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        peek();
        for (at++; current() != '"'; at++) {
            string.append(current() == '\\' ? escaped() : current());
        }
        at++;
        return string.toString();
    }

    private char escaped() {
        at++;
        if (current() == 'u' && at + 4 < text.length()) {
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
        }
        return switch (current()) {
            case 'n' -> '\n';
            case 't' -> '\t';
            default -> current();
        };
    }

    private String bare() {
        int from = at;
        while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (from == at) {
            throw new Trouble("The service gave an answer that is not JSON.");
        }
        return text.substring(from, at);
    }

    private void skip(char separator) {
        if (peek() == separator) {
            at++;
        }
    }

    private char peek() {
        while (Character.isWhitespace(current())) {
            at++;
        }
        return current();
    }

    private char current() {
        if (at >= text.length()) {
            throw new Trouble("The service gave an answer that is cut short.");
        }
        return text.charAt(at);
    }
}
