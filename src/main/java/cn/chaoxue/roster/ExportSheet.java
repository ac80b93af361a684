package cn.chaoxue.roster;

import cn.chaoxue.cadre.AccountStatus;
import cn.chaoxue.cadre.CadreListing;
import cn.chaoxue.cadre.CadreQuery;
import cn.chaoxue.cadre.ListedCadre;
import cn.chaoxue.platform.http.Language;
import cn.chaoxue.platform.sheet.Most;
import cn.chaoxue.platform.sheet.PagedSheet;
import cn.chaoxue.platform.sheet.PagedSheet.Page;
import cn.chaoxue.platform.sheet.Sheet;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records as a file, a page at a time in the order of their ids: each once, whatever happens meanwhile.
final class ExportSheet {

    private static final int STATUS_WIDTH = 10;

    private final CadreListing listing;
    private final CadreQuery query;
    private final boolean clear;
    private final Language language;

    ExportSheet(CadreListing listing, CadreQuery query, boolean clear, Language language) {
        this.listing = listing;
        this.query = query;
        this.clear = clear;
        this.language = language;
    }

    /// For one download, of at most so many records.
    PagedSheet sheet(Sheet.Format format, String watermark, int most) {
        List<Integer> widths = new ArrayList<>(
                Arrays.stream(Column.values()).map(Column::width).toList());
        widths.add(STATUS_WIDTH);
        widths.add(STATUS_WIDTH);
        List<String> heading = new ArrayList<>(Arrays.stream(Column.values())
                .map(column -> column.title(language))
                .toList());
        heading.add(language.of("账号状态", "Account"));
        heading.add(language.of("新任职", "New appointee"));
        List<List<String>> above = List.of(List.of(watermark), heading);
        return new PagedSheet(
                format.begin(language.of("花名册", "Roster"), widths), above, Most.of(most, language), this::after);
    }

    private Uni<Page> after(long position) {
        return listing.page(query.behind(position), clear)
                .map(page -> new Page(page.records().stream().map(this::cells).toList(), page.next()));
    }

    private List<String> cells(ListedCadre record) {
        return List.of(
                record.name(),
                record.idNumber(),
                record.mobile(),
                Words.SEX.word(record.sex(), language),
                record.born(),
                record.unitNames(),
                Words.CADRE_CLASS.word(record.cadreClass(), language),
                Words.EMPLOYMENT.word(record.employment(), language),
                record.post(),
                record.inPostSince().toString(),
                text(record.inPostUntil()),
                text(record.email()),
                text(record.qq()),
                text(record.appointedOn()),
                status(record.status()),
                record.newAppointee() ? language.of("是", "Yes") : language.of("否", "No"));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private String status(AccountStatus status) {
        return switch (status) {
            case PENDING -> language.of("待激活", "Not activated");
            case ACTIVE -> language.of("已激活", "Active");
            case DISABLED -> language.of("已停用", "Disabled");
        };
    }
}
