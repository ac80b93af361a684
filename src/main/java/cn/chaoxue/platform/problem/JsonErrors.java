package cn.chaoxue.platform.problem;

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
