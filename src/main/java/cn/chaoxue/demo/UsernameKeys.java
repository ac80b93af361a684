package cn.chaoxue.demo;

import cn.chaoxue.platform.crypto.BlindIndex;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.List;

/// How synthetic people are found among accounts: by the keyed hash of the ID number, as log-in finds them (A1.9).
@Singleton
final class UsernameKeys {

    private final BlindIndex index;

    UsernameKeys(BlindIndex index) {
        this.index = index;
    }

    /// One argument: the hashes of all, as an array.
    Tuple tuple(List<DemoPerson> people) {
        return Tuple.tuple()
                .addValue(people.stream().map(this::hash).map(Buffer::buffer).toArray(Buffer[]::new));
    }

    /// The hash as text, comparable with [#of].
    String key(DemoPerson person) {
        return HexFormat.of().formatHex(hash(person));
    }

    /// The hash in the column `username_index`, as text.
    static String of(Row row) {
        return HexFormat.of().formatHex(row.getBuffer("username_index").getBytes());
    }

    private byte[] hash(DemoPerson person) {
        return index.of("id-number", person.idNumber());
    }
}
