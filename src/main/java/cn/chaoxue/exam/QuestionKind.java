package cn.chaoxue.exam;

/// How many options a question lets one choose.
public enum QuestionKind {
    SINGLE(1),
    MULTIPLE(Integer.MAX_VALUE),
    TRUE_FALSE(1);

    private final int mostChoices;

    QuestionKind(int mostChoices) {
        this.mostChoices = mostChoices;
    }

    /// The most options an answer may name.
    int mostChoices() {
        return mostChoices;
    }
}
