package cn.chaoxue.campaign;

/// Names as lists show them (A1.9): 张三丰 → 张*.
final class MaskedName {

    private MaskedName() {}

    static String of(String name) {
        return name.isEmpty() ? "*" : name.substring(0, name.offsetByCodePoints(0, 1)) + "*";
    }
}
