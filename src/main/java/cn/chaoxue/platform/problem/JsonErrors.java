package cn.chaoxue.platform.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.stream.Collectors;

/// Turns Jackson's complaints into "which field, what was expected", without echoing the value.
final class JsonErrors {

    private JsonErrors() {}

    static String field(JsonMappingException failure) {
        String path = failure.getPath().stream()
                .map(ref -> ref.getFieldName() == null ? "[" + ref.getIndex() + "]" : ref.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "body" : path.replace(".[", "[");
    }

    /// Where the text stops being JSON. Jackson's own message quotes what it read, which may be personal.
    static String place(JsonProcessingException failure) {
        JsonLocation at = failure.getLocation();
        return at == null
                ? "not well-formed JSON"
                : "not well-formed JSON at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    }

    static String expected(JsonMappingException failure) {
        return switch (failure) {
            case InvalidFormatException format -> "expected " + name(format.getTargetType());
            case MismatchedInputException mismatch -> "expected " + name(mismatch.getTargetType());
            default -> "does not fit the documented form";
        };
    }

    private static String name(@org.jspecify.annotations.Nullable Class<?> type) {
        return type == null ? "another form" : type.getSimpleName();
    }
}
