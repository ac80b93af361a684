package cn.chaoxue.platform.sheet;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Sends a file while it is being made: the next piece is made when the last was taken.
public final class Streaming {

    private Streaming() {}

    /// Bytes to send, and whether they are the last.
    public record Piece(byte[] bytes, boolean last) {}

    public static Multi<byte[]> of(Supplier<Uni<? extends Piece>> next) {
        return Multi.createBy()
                .repeating()
                .uni(next)
                .whilst(piece -> !piece.last())
                .map(Piece::bytes)
                .select()
                .where(bytes -> bytes.length > 0);
    }

    /// The headers of a file of this name; nobody keeps a copy on the way.
    public static Map<String, List<String>> headers(String name, Sheet.Format format) {
        return Map.of(
                "Content-Disposition",
                List.of("attachment; filename=\"" + name + "." + format.ending() + "\""),
                "Cache-Control",
                List.of("no-store"));
    }
}
