package cn.chaoxue.audit;

import io.vertx.mutiny.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Names the units that changes speak of by number, as the history of a unit does: within the reader's branch by their
/// names as they are now, outside it as another unit, by neither name nor number.
final class NamedUnits {

    /// Those of the numbers `$1` that lie beneath `$2`.
    static final String WITHIN =
            "select u.id, u.name from unit u where u.id = any($1::bigint[]) and starts_with(u.path, $2)";

    /// Fields that hold the number of a unit; [Change#ofUnit] writes them.
    private static final List<String> FIELDS = List.of("unit", "parent", "into", "otherUnit");

    private static final String ELSEWHERE = "another-unit";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final Map<String, String> names;

    /// @param within what [#WITHIN] found
    NamedUnits(Collection<Named> within) {
        this.names = within.stream().collect(Collectors.toMap(Named::id, Named::name));
    }

    /// A unit of the reader's branch.
    record Named(String id, String name) {

        static Named of(Row row) {
            return new Named(row.getLong("id").toString(), row.getString("name"));
        }
    }

    static boolean holds(String field) {
        return FIELDS.contains(field);
    }

    /// The numbers these entries speak of.
    static Long[] in(List<AuditEntry> entries) {
        return entries.stream()
                .flatMap(entry -> entry.changes().stream())
                .filter(change -> holds(change.field()))
                .flatMap(change -> Stream.of(change.before(), change.after()))
                .filter(value -> value != null && NUMBER.matcher(value).matches())
                .map(Long::valueOf)
                .distinct()
                .toArray(Long[]::new);
    }

    AuditEntry told(AuditEntry entry) {
        return entry.changed(entry.changes().stream().map(this::told).toList());
    }

    private AuditEntry.Changed told(AuditEntry.Changed change) {
        return holds(change.field())
                ? new AuditEntry.Changed(change.field(), name(change.before()), name(change.after()))
                : change;
    }

    private @Nullable String name(@Nullable String id) {
        return id == null ? null : names.getOrDefault(id, ELSEWHERE);
    }
}
