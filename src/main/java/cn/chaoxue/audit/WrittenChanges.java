package cn.chaoxue.audit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/// Changes as text: what everybody may read, and apart from it what is sealed.
final class WrittenChanges {

    private WrittenChanges() {}

    static String shown(List<Change> changes) {
        JsonArray array = new JsonArray();
        changes.forEach(change -> array.add(new JsonObject()
                .put("field", change.field())
                .put("before", change.before())
                .put("after", change.after())));
        return array.encode();
    }

    /// Empty when no field is personal.
    static Optional<String> hidden(List<Change> changes) {
        JsonObject object = new JsonObject();
        for (Change change : changes) {
            Change.Values values = change.sealed();
            if (values != null) {
                object.put(
                        change.field(),
                        new JsonObject().put("before", values.before()).put("after", values.after()));
            }
        }
        return object.isEmpty() ? Optional.empty() : Optional.of(object.encode());
    }

    static List<AuditEntry.Changed> read(String shown) {
        return new JsonArray(shown)
                .stream()
                        .map(JsonObject.class::cast)
                        .map(change -> new AuditEntry.Changed(
                                change.getString("field"), change.getString("before"), change.getString("after")))
                        .toList();
    }

    /// What was shown of the fields, with the values that were hidden of some.
    static List<AuditEntry.Changed> opened(List<AuditEntry.Changed> shown, String hidden) {
        JsonObject values = new JsonObject(hidden);
        return shown.stream()
                .map(change -> Optional.ofNullable(values.getJsonObject(change.field()))
                        .map(value -> new AuditEntry.Changed(
                                change.field(), value.getString("before"), value.getString("after")))
                        .orElse(change))
                .toList();
    }
}
