package cn.chaoxue.platform.sheet;

import cn.chaoxue.platform.sheet.Streaming.Piece;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// A sheet filled page by page: what stands above, then rows until there are no more, or the most that may leave. For
/// one download.
public final class PagedSheet {

    private final Sheet sheet;
    private final List<List<String>> above;
    private final Most most;
    private final Source source;
    private long position;
    private int count;
    private boolean begun;
    private boolean over;

    /// Where rows come from: those behind a position, at first 0.
    @FunctionalInterface
    public interface Source {
        Uni<Page> after(long position);
    }

    /// Some rows, and where to go on; null when there are no more.
    public record Page(List<List<String>> rows, @Nullable Long next) {}

    /// With all there are.
    public PagedSheet(Sheet sheet, List<List<String>> above, Source source) {
        this(sheet, above, Most.ALL, source);
    }

    public PagedSheet(Sheet sheet, List<List<String>> above, Most most, Source source) {
        this.sheet = sheet;
        this.above = List.copyOf(above);
        this.most = most;
        this.source = source;
    }

    /// The file, made as it is taken. Before its last piece goes, `end` is told how many rows went, without those
    /// above; a download that breaks off has no end.
    public Multi<byte[]> sent(IntFunction<Uni<Void>> end) {
        return Streaming.of(() -> next().call(piece ->
                piece.last() ? end.apply(count) : Uni.createFrom().voidItem()));
    }

    /// The next piece of the file, made off the event loop.
    private Uni<Piece> next() {
        return over
                ? Uni.createFrom().item(() -> new Piece(sheet.end(), true))
                : source.after(position)
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(this::piece);
    }

    private Piece piece(Page page) {
        List<List<String>> rows = new ArrayList<>(begun ? List.of() : above);
        begun = true;
        page.rows().stream().limit(most.rows() - count).forEach(rows::add);
        boolean cut = page.rows().size() > most.rows() - count;
        count += Math.min(most.rows() - count, page.rows().size());
        Long next = page.next();
        over = cut || next == null;
        position = next == null ? position : next;
        if (cut) {
            rows.add(List.of(most.note()));
        }
        return new Piece(sheet.rows(rows), false);
    }
}
