package cn.chaoxue.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatViewTest {

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 0.5, 1 / 3.0, 1e-5})
    void json_isWhatTheGeneralWriterWrites(double progress) throws Exception {
        HeartbeatView view = new HeartbeatView(progress, 1895, 15, 3, progress == 1, 14);

        assertThat(view.json()).isEqualTo(new ObjectMapper().writeValueAsString(view));
    }
}
