package cn.chaoxue.liaison;

import cn.chaoxue.audit.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An entry as it stands or shall stand, in clear.
record StoredLiaison(long unitId, String name, String post, String remarks, Contact contact) {

    /// What differs from `before`, personal values masked; from nothing, everything does.
    List<Change> changesFrom(@Nullable StoredLiaison before) {
        List<Change> changes = new ArrayList<>();
        open("name", before == null ? null : before.name, name).ifPresent(changes::add);
        open("post", before == null ? null : before.post, post).ifPresent(changes::add);
        open("remarks", before == null ? null : before.remarks, remarks).ifPresent(changes::add);
        for (Contact.Field field : Contact.Field.values()) {
            personal(changes, field, before == null ? null : before.contact);
        }
        return changes;
    }

    private static Optional<Change> open(String field, @Nullable String before, String after) {
        return Change.of(field, before, after);
    }

    private void personal(List<Change> changes, Contact.Field field, @Nullable Contact before) {
        String was = before == null ? null : before.get(field);
        String is = contact.get(field);
        if (!Objects.equals(was, is)) {
            changes.add(Change.personal(
                    field.wireName,
                    before == null ? null : before.masked(field),
                    contact.masked(field),
                    new Change.Values(was, is)));
        }
    }

    /// Names nobody.
    @Override
    public String toString() {
        return "StoredLiaison";
    }
}
