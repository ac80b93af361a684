package cn.chaoxue.audit;

/// On whom, or what.
public record Subject(String kind, long id) {

    private static final String CADRE = "cadre";
    private static final String UNIT = "unit";
    private static final String LIAISON = "liaison";
    private static final String INSTALLATION = "installation";

    /// A person: record and account share the id.
    public static Subject cadre(long id) {
        return new Subject(CADRE, id);
    }

    public static Subject unit(long id) {
        return new Subject(UNIT, id);
    }

    /// An entry of the liaison directory.
    public static Subject liaison(long id) {
        return new Subject(LIAISON, id);
    }

    /// Everything at once, such as a change of keys.
    public static Subject installation() {
        return new Subject(INSTALLATION, 0);
    }
}
