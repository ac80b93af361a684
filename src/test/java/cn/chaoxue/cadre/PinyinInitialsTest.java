package cn.chaoxue.cadre;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinyinInitialsTest {

    @ParameterizedTest
    @CsvSource({
        "林晓, lx",
        "欧阳娜娜, oynn",
        "单田芳, stf",
        "曾国强, zgq",
        "尉迟恭, ycg",
        "解晓东, xxd",
        "吕布, lb",
        "仇和, qh",
        "区伯, ob",
        "查良镛, zly",
        "朴树, ps",
        "瞿秋白, qqb",
        "种师道, csd",
        "召力, sl",
        "莘建国, sjg",
        "万俟明, mqm",
        "澹台明, ttm",
        "单于明, cym",
        "吕思勉, lsm",
        "贾石沈, jss",
        "王𠅤, w",
        "阿依古丽·买买提, ayglmmt",
        "Anna 王, annaw",
        "测试员12, csy",
    })
    void names_areReadAsPeopleReadThem(String name, String initials) {
        assertThat(PinyinInitials.of(name)).isEqualTo(initials);
    }
}
