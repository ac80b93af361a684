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
        "阿依古丽·买买提, ayglmmt",
        "Anna 王, annaw",
        "测试员12, csy",
    })
    void names_areReadAsPeopleReadThem(String name, String initials) {
        assertThat(PinyinInitials.of(name)).isEqualTo(initials);
    }
}
