package cn.chaoxue.identity;

import io.vertx.mutiny.sqlclient.Row;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An account as stored, with its unit. Holds no personal data.
record Account(
        long id,
        String name,
        Caller.CallerUnit unit,
        Set<Role> roles,
        Status status,
        @Nullable String passwordHash,
        byte @Nullable [] initialIndex,
        boolean mustChange,
        int tokenVersion) {

    enum Status {
        PENDING,
        ACTIVE,
        DISABLED
    }

    static final String COLUMNS = """
            a.id, a.display_name, a.roles, a.status, a.password_hash, a.initial_index, a.must_change, a.token_version,
            u.id as unit_id, u.name as unit_name, u.path as unit_path
            """;

    static Account of(Row row) {
        return new Account(
                row.getLong("id"),
                row.getString("display_name"),
                new Caller.CallerUnit(row.getLong("unit_id"), row.getString("unit_name"), row.getString("unit_path")),
                Arrays.stream(row.getArrayOfStrings("roles")).map(Role::of).collect(Collectors.toSet()),
                Status.valueOf(row.getString("status")),
                row.getString("password_hash"),
                row.getBuffer("initial_index") == null
                        ? null
                        : row.getBuffer("initial_index").getBytes(),
                row.getBoolean("must_change"),
                row.getInteger("token_version"));
    }

    Caller callerAs(Set<Role> effective) {
        return new Caller(id, name, effective, unit);
    }
}
