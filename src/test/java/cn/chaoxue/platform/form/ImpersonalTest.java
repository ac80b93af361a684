package cn.chaoxue.platform.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImpersonalTest {

    @Test
    void numbersOfPeople_areFoundHoweverTheyAreWritten() {
        assertThat(List.of(
                        "请联系13800138000确认",
                        "１３８００１３８０００",
                        "138 0013 8000",
                        "138-0013-8000",
                        "138–0013–8000",
                        "1380 0138 000",
                        "138 001 38000",
                        "13800 138000",
                        "138\u200b0013\u200b8000",
                        "+86 138 0013 8000",
                        "+8613800138000",
                        "身份证11010519491231002X有误",
                        "110105 19491231 002X",
                        "110105-1949-12-31-002x",
                        "110105 1949 1231 0021",
                        "QQ 918273645",
                        "QQ 918 2736 45546",
                        "918-2736-4554",
                        "0579-81726354",
                        "发到 lin.xiao@example.cn",
                        "发到ｌｉｎ＠ｅｘａｍｐｌｅ．ｃｎ"))
                .noneMatch(Impersonal.Rule::holds);
    }

    @Test
    void daysAndNumbersOfPapers_areNobodys() {
        assertThat(List.of(
                        "2026 年新任团干部集中激活",
                        "2026-11-13 至 2026-11-14 14:00-15:30",
                        "2026-11-13 2026-11-14 18 人",
                        "20261123 会议纪要第 12345678 号",
                        "京团发〔2026〕12 号",
                        "见任免文件 2026-0123-4567",
                        "建团 1922-2022 100周年活动",
                        "序号 1301-1500 200人重复",
                        "培训期 20261101-20261130 120人",
                        "330106 2026-11-23 120人",
                        "编号 001-20261123",
                        "2026-0012-20261123",
                        "名额 120 2026-2027 学年",
                        "占 13.14%，共 1,234,567 人",
                        "名册 2026.11.23 第 3 版.xlsx",
                        "@全体成员"))
                .allMatch(Impersonal.Rule::holds);
        assertThat(Impersonal.Rule.holds(null)).isTrue();
    }
}
