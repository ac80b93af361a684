package cn.chaoxue.roster;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Sends a file while it is being made: the next piece is made when the last was taken.
final class Streaming {

    private Streaming() {}

    /// Bytes to send, and whether they are the last.
    record Piece(byte[] bytes, boolean last) {
        static final Piece NONE = new Piece(new byte[0], true);
    }

    static Multi<byte[]> of(Supplier<Uni<? extends Piece>> next) {
        return Multi.createBy()
                .repeating()
                .uni(next)
                .whilst(piece -> !piece.last())
                .map(Piece::bytes)
                .select()
                .where(bytes -> bytes.length > 0);
    }

    /// The headers of a file of this name; nobody keeps a copy on the way.
    static Map<String, List<String>> headers(String name, Sheet.Format format) {
        return Map.of(
                "Content-Disposition",
                List.of("attachment; filename=\"" + name + "." + format.ending() + "\""),
                "Cache-Control",
                List.of("no-store"));
    }
}
