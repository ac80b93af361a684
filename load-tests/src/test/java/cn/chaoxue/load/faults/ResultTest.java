package cn.chaoxue.load.faults;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.load.faults.Checker.Findings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTest {

    private static final Findings CLEAN = new Findings(50_000, 0, 0, 0, 0, List.of());

    @Test
    void line_saysWhatTheContractPromises() {
        Result result = new Result("some-drill", 10, CLEAN, Map.of("slowest answer s", 1.5), List.of());
        assertThat(result.line())
                .isEqualTo(
                        "some-drill            10 faults,    50,000 acknowledged, 0 lost, 0 duplicated, drift 0: PASS"
                                + " (slowest answer s 1.5)");
    }

    @Test
    void anyLossDoubleOrDrift_fails() {
        assertThat(result(CLEAN).passed()).isTrue();
        assertThat(result(new Findings(9, 0, 1, 0, 0, List.of())).passed()).isFalse();
        assertThat(result(new Findings(9, 0, 0, 1, 0, List.of())).passed()).isFalse();
        assertThat(result(new Findings(9, 0, 0, 0, 1, List.of())).line()).contains("drift 1: FAIL");
    }

    @Test
    void brokenPromise_fails_andIsSaid() {
        Verdict verdict = new Verdict().atMost("waiting s", 12.345, 10);
        Result result = verdict.result(new KilledProcesses(), 1, CLEAN);
        assertThat(result.passed()).isFalse();
        assertThat(result.line()).contains("FAIL (waiting s 12.35); waiting s is 12.3");
    }

    @Test
    void drillThatNeverEnded_fails() {
        assertThat(Result.broken("some-drill", new IllegalStateException("x")).passed())
                .isFalse();
    }

    private static Result result(Findings findings) {
        return new Result("some-drill", 1, findings, Map.of(), List.of());
    }
}
