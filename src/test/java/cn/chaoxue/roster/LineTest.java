package cn.chaoxue.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LineTest {

    /// Rows wait on file while a new version with one column more takes over.
    @Test
    void rowFromBeforeAColumnWasThere_isReadAsBefore() {
        String[] cells =
                Arrays.stream(Column.values()).map(Column::field).limit(13).toArray(String[]::new);
        Line line = new Line(2, cells);

        assertThat(line.cell(Column.EMAIL)).isEqualTo("email");
        assertThat(line.cell(Column.QQ)).isEqualTo("qq");
        assertThat(line.cell(Column.APPOINTED_ON)).isNull();
    }
}
