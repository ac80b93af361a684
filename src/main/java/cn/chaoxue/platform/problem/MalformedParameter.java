package cn.chaoxue.platform.problem;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Jakarta REST answers 404 alike for a path that leads nowhere and for `?limit=many`. The second is the client's
/// mistake in a place that has a name: the parser's complaint quotes the value, and the value leads to its parameter.
final class MalformedParameter {

    private MalformedParameter() {}

    static Optional<ProblemException> in(NotFoundException failure, MultivaluedMap<String, String> query) {
        String complaint =
                failure.getCause() == null ? null : failure.getCause().getMessage();
        return query.entrySet().stream()
                .filter(parameter -> complained(complaint, parameter.getValue()))
                .findFirst()
                .map(parameter -> Problem.invalid(parameter.getKey(), "not of the documented form"));
    }

    private static boolean complained(@Nullable String complaint, List<String> values) {
        return complaint != null && values.stream().anyMatch(value -> !value.isEmpty() && complaint.contains(value));
    }
}
