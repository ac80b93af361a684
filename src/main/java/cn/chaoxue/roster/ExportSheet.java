package cn.chaoxue.roster;

import cn.chaoxue.cadre.AccountStatus;
import cn.chaoxue.cadre.CadreListing;
import cn.chaoxue.cadre.CadreQuery;
import cn.chaoxue.cadre.ListedCadre;
import cn.chaoxue.roster.Streaming.Piece;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records as a file, a page at a time in the order of their ids: each once, whatever happens meanwhile. For one
/// download.
final class ExportSheet {

    private final CadreListing listing;
    private final CadreQuery query;
    private final boolean clear;
    private final String watermark;
    private final int most;
    private final Sheet sheet;
    private long position;
    private int count;
    private boolean begun;

    ExportSheet(
            CadreListing listing, CadreQuery query, boolean clear, String watermark, int most, Sheet.Format format) {
        this.listing = listing;
        this.query = query;
        this.clear = clear;
        this.watermark = watermark;
        this.most = most;
        List<Integer> widths = new ArrayList<>(
                Arrays.stream(Column.values()).map(Column::width).toList());
        widths.add(10);
        this.sheet = format.begin(widths);
    }

    /// How many records were sent.
    int count() {
        return count;
    }

    Uni<Piece> next() {
        CadreQuery from = new CadreQuery(
                query.unitPath(),
                query.name(),
                query.beginning(),
                query.cadreClass(),
                query.employment(),
                query.status(),
                position,
                query.limit());
        return count >= most
                ? Uni.createFrom().item(this::cut)
                : listing.page(from, clear).map(this::piece);
    }

    private Piece piece(CadreListing.Page page) {
        Long next = page.next();
        if (next == null && begun) {
            return new Piece(sheet.end(), true);
        }
        List<List<String>> rows = new ArrayList<>();
        if (!begun) {
            begun = true;
            rows.add(List.of(watermark));
            List<String> heading = new ArrayList<>(
                    Arrays.stream(Column.values()).map(Column::title).toList());
            heading.add("账号状态");
            rows.add(heading);
        }
        page.records().stream().limit(most - count).map(this::cells).forEach(rows::add);
        count = Math.min(most, count + page.records().size());
        position = next == null ? position : next;
        return new Piece(sheet.rows(rows), false);
    }

    private Piece cut() {
        byte[] told = sheet.rows(List.of(List.of("（仅导出前 " + most + " 行）")));
        byte[] end = sheet.end();
        byte[] all = Arrays.copyOf(told, told.length + end.length);
        System.arraycopy(end, 0, all, told.length, end.length);
        return new Piece(all, true);
    }

    private List<String> cells(ListedCadre record) {
        return List.of(
                record.name(),
                record.idNumber(),
                record.mobile(),
                Words.SEX.word(record.sex()),
                birth(record.birthDate()),
                record.unitNames(),
                Words.CADRE_CLASS.word(record.cadreClass()),
                Words.EMPLOYMENT.word(record.employment()),
                record.post(),
                record.inPostSince().toString(),
                text(record.inPostUntil()),
                text(record.email()),
                text(record.qq()),
                status(record.status()));
    }

    /// The day would fill in what the masked ID number leaves out.
    private String birth(LocalDate date) {
        return clear ? date.toString() : Integer.toString(date.getYear());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String status(AccountStatus status) {
        return switch (status) {
            case PENDING -> "待激活";
            case ACTIVE -> "已激活";
            case DISABLED -> "已停用";
        };
    }
}
