package cn.chaoxue.platform.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.platform.http.Language;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PagedSheetTest {

    private static final int PAGE = 2;

    private final List<Integer> told = new ArrayList<>();

    @Test
    void moreRowsThanMayLeave_endsWithANoteInTheReadersLanguage() {
        assertThat(file(5, Most.of(3, Language.ZH))).isEqualTo("above,1,2,3,（仅导出前 3 行）");
        assertThat(file(5, Most.of(3, Language.EN))).isEqualTo("above,1,2,3,(only the first 3 rows)");
        assertThat(told).containsExactly(3, 3);
    }

    @Test
    void asManyAsMayLeave_leaveWithoutANote() {
        assertThat(file(4, Most.of(4, Language.ZH))).isEqualTo("above,1,2,3,4");
        assertThat(file(4, Most.ALL)).isEqualTo("above,1,2,3,4");
        assertThat(told).containsExactly(4, 4);
    }

    private String file(int rows, Most most) {
        PagedSheet sheet = new PagedSheet(
                Sheet.Format.CSV.begin("Sheet", List.of(10)),
                List.of(List.of("above")),
                most,
                after -> Uni.createFrom().item(page(after, rows)));
        List<byte[]> pieces = sheet.sent(count -> {
                    told.add(count);
                    return Uni.createFrom().voidItem();
                })
                .subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE))
                .awaitCompletion(Duration.ofSeconds(10))
                .getItems();
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(new String(piece, StandardCharsets.UTF_8)));
        return text.toString().replace("\uFEFF", "").replace("\"", "").strip().replaceAll("\\R", ",");
    }

    private static PagedSheet.Page page(long after, int rows) {
        List<List<String>> page = LongStream.rangeClosed(after + 1, Math.min(rows, after + PAGE))
                .mapToObj(row -> List.of(Long.toString(row)))
                .toList();
        long next = after + page.size();
        return new PagedSheet.Page(page, next < rows ? next : null);
    }
}
