package cn.chaoxue.liaison;

import cn.chaoxue.cadre.Exporting;
import cn.chaoxue.platform.http.Language;
import cn.chaoxue.platform.sheet.Most;
import cn.chaoxue.platform.sheet.PagedSheet;
import cn.chaoxue.platform.sheet.PagedSheet.Page;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lets the directory leave as a file, by the place of the units in the tree like its page. Which entries go, and in
/// which order, is settled before the first: each goes once, wherever it or its unit moves meanwhile.
@Singleton
class LiaisonExports {

    private static final int PAGE = 500;
    private static final int MOST = 100_000;
    private static final List<String> HEADING = List.of("单位", "姓名", "职务", "办公电话", "手机号", "QQ号", "电子邮箱", "备注");
    private static final List<String> ENGLISH_HEADING =
            List.of("Unit", "Name", "Post", "Office phone", "Mobile", "QQ", "E-mail", "Remarks");
    private static final List<Integer> WIDTHS = List.of(36, 10, 18, 16, 15, 14, 24, 40);

    private final Liaisons liaisons;
    private final Exporting exporting;

    LiaisonExports(Liaisons liaisons, Exporting exporting) {
        this.liaisons = liaisons;
        this.exporting = exporting;
    }

    /// The file.
    Multi<byte[]> send(Exporting.Wish wish, LiaisonExportRequest request) {
        String level = request.level() == null ? null : request.level().name();
        Uni<List<Long>> entries = liaisons.ids(wish.unit().path(), request.name(), level, request.ofFormer(), MOST + 1)
                .memoize()
                .indefinitely();
        Language language = wish.language();
        PagedSheet sheet = new PagedSheet(
                request.form().begin(language.of("联络员", "Liaisons"), WIDTHS),
                List.of(List.of(exporting.watermark(wish)), language.of(HEADING, ENGLISH_HEADING)),
                Most.of(MOST, language),
                done -> entries.chain(all -> page(wish, all, (int) done)));
        return sheet.sent(count -> exporting.done(wish, count));
    }

    private Uni<Page> page(Exporting.Wish wish, List<Long> all, int from) {
        int to = Math.min(all.size(), from + PAGE);
        Long next = to < all.size() ? (long) to : null;
        return liaisons.listed(wish.unit().path(), all.subList(from, to), wish.clear())
                .map(some -> new Page(some.stream().map(LiaisonExports::cells).toList(), next));
    }

    private static List<String> cells(Liaisons.Listed listed) {
        LiaisonView view = listed.view();
        Contact contact = listed.contact();
        return List.of(
                view.unit().name(),
                view.name(),
                view.post(),
                text(contact == null ? view.officePhoneMasked() : contact.officePhone()),
                text(contact == null ? view.mobileMasked() : contact.mobile()),
                text(contact == null ? view.qqMasked() : contact.qq()),
                text(contact == null ? view.emailMasked() : contact.email()),
                view.remarks());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
