package cn.chaoxue.liaison;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.audit.Origin;
import cn.chaoxue.cadre.Exporting;
import cn.chaoxue.fixture.Directory;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.org.Unit;
import cn.chaoxue.org.UnitLevel;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sheet.Sheet;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Changes of the directory while it leaves as a file of more than one page.
@QuarkusTest
class MovingLiaisonExportTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject
    LiaisonExports exports;

    @Inject
    Directory directory;

    @Inject
    Units units;

    @Inject
    Sql sql;

    @Test
    void entryMovedWhileTheFileIsSent_takesNoOtherOutOfIt() {
        UnitRef province = units.province();
        List<UnitRef> cities = Stream.of(units.city(province), units.city(province))
                .sorted(Comparator.comparing(UnitRef::path))
                .toList();
        long first = directory.fill(cities.getFirst(), 501);
        AssertSubscriber<byte[]> file = exports.send(masked(province), csv(), "somebody")
                .subscribe()
                .withSubscriber(AssertSubscriber.create(1));
        file.awaitItems(1, SOON);
        sql.run("update liaison set unit_id = ? where id = ?", cities.getLast().id(), first + 499);
        file.request(Long.MAX_VALUE).awaitCompletion(SOON);
        assertThat(names(file.getItems())).hasSize(501).doesNotHaveDuplicates();
    }

    private static Exporting.Wish masked(UnitRef unit) {
        Unit found = new Unit(unit.id(), unit.name(), unit.name(), UnitLevel.PROVINCE, null, unit.path(), true, true);
        return new Exporting.Wish(Exporting.Kind.LIAISON, found, false, null, Origin.COMMAND_LINE);
    }

    private static LiaisonExportRequest csv() {
        return new LiaisonExportRequest(Sheet.Format.CSV, null, null, null, false, null);
    }

    private static List<String> names(List<byte[]> pieces) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        pieces.forEach(whole::writeBytes);
        return whole.toString(StandardCharsets.UTF_8)
                .lines()
                .skip(2)
                .map(line -> line.split(",")[1])
                .toList();
    }
}
