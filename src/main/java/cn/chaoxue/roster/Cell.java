package cn.chaoxue.roster;

/// A cell as a file holds it.
record Cell(String text, Kind kind) {

    /// More is no field of a record; it is cut, and then too long for every rule.
    static final int MOST_CHARACTERS = 500;

    enum Kind {
        TEXT,
        NUMBER,
        /// Computed: never evaluated, and its last value is not believed either.
        FORMULA
    }

    static Cell text(String text) {
        return new Cell(cut(text), Kind.TEXT);
    }

    static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
    }

    boolean blank() {
        return kind != Kind.FORMULA && text.isBlank();
    }

    /// Keeps contents out of logs.
    @Override
    public String toString() {
        return "Cell[" + kind + "]";
    }
}
