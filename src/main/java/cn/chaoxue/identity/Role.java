package cn.chaoxue.identity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.EnumSet;
import java.util.Set;

/// What an account may do, always within its unit's subtree (A1.5). [Names] are for `@RolesAllowed`.
public enum Role {
    LEARNER(Names.LEARNER),
    LIAISON(Names.LIAISON),
    CITY_ADMIN(Names.CITY_ADMIN),
    PROVINCE_ADMIN(Names.PROVINCE_ADMIN),
    CENTRE_ADMIN(Names.CENTRE_ADMIN),
    OPERATOR(Names.OPERATOR),
    /// Keeps the cadre records of a subtree, masked.
    DATABASE_ADMIN(Names.DATABASE_ADMIN),
    /// Keeps courses for a subtree, and sees how they are studied.
    COURSE_OPERATOR(Names.COURSE_OPERATOR),
    /// Sees boards and reports of a subtree, and changes nothing.
    REPORT_VIEWER(Names.REPORT_VIEWER),
    /// Sees in clear what its holder keeps masked otherwise (A1.9). It opens nothing without a right to keep records.
    UNMASK(Names.UNMASK),
    /// The only role of a token won with the initial password: it activates and does nothing else (A1.3).
    ACTIVATE(Names.ACTIVATE),
    /// The only role of a token whose owner must change the password first (A1.6).
    CHANGE_PASSWORD(Names.CHANGE_PASSWORD),
    /// The only role of a token won with a password that does not suffice: it shows the second factor.
    SECOND_FACTOR(Names.SECOND_FACTOR),
    /// The only role of a token whose owner must set up a second factor first.
    ENROL(Names.ENROL);

    /// Rights that are given at a unit, over its subtree; the others belong to the account or to a step of a log-in.
    private static final Set<Role> STAFF = EnumSet.of(
            LIAISON,
            CITY_ADMIN,
            PROVINCE_ADMIN,
            CENTRE_ADMIN,
            OPERATOR,
            DATABASE_ADMIN,
            COURSE_OPERATOR,
            REPORT_VIEWER,
            UNMASK);
    /// Steps of a log-in that is not whole yet.
    private static final Set<Role> STEPS = EnumSet.of(ACTIVATE, CHANGE_PASSWORD, SECOND_FACTOR, ENROL);

    private static final Set<Role> ADMINISTRATORS = EnumSet.of(CITY_ADMIN, PROVINCE_ADMIN, CENTRE_ADMIN);

    /// What they answer for is seen on boards; records are kept without them.
    private static final Set<Role> WATCHING = EnumSet.complementOf(
            EnumSet.of(LEARNER, DATABASE_ADMIN, UNMASK, ACTIVATE, CHANGE_PASSWORD, SECOND_FACTOR, ENROL));

    private final String wireName;

    Role(String wireName) {
        this.wireName = wireName;
    }

    /// The name in tokens and JSON.
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /// Whether it is given at a unit, and answers for others than its holder.
    public boolean staff() {
        return STAFF.contains(this);
    }

    /// Whether a token with it does one thing that a log-in owes, and nothing else.
    public boolean step() {
        return STEPS.contains(this);
    }

    /// Whether it hands out rights itself.
    public boolean administrator() {
        return ADMINISTRATORS.contains(this);
    }

    /// Whether it sees how others study.
    public boolean watches() {
        return WATCHING.contains(this);
    }

    /// The role of a wire name; an unknown one is a defect of the issuer.
    public static Role of(String wireName) {
        for (Role role : values()) {
            if (role.wireName.equals(wireName)) {
                return role;
            }
        }
        throw new IllegalArgumentException("unknown role " + wireName);
    }

    /// Wire names as constants.
    public static final class Names {
        public static final String LEARNER = "learner";
        public static final String LIAISON = "liaison";
        public static final String CITY_ADMIN = "city-admin";
        public static final String PROVINCE_ADMIN = "province-admin";
        public static final String CENTRE_ADMIN = "centre-admin";
        public static final String OPERATOR = "operator";
        public static final String DATABASE_ADMIN = "database-admin";
        public static final String COURSE_OPERATOR = "course-operator";
        public static final String REPORT_VIEWER = "report-viewer";
        public static final String UNMASK = "unmask";
        public static final String ACTIVATE = "activate";
        public static final String CHANGE_PASSWORD = "change-password";
        public static final String SECOND_FACTOR = "second-factor";
        public static final String ENROL = "enrol-second-factor";

        /// Any token of a whole log-in, whatever its owner is: no step of one. No role of its own, and in no token:
        /// [TokenMechanism] tells it from the roles there are.
        public static final String SIGNED_IN = "signed-in";

        /// Any valid token, activation tokens included.
        public static final String ANY = "**";

        private Names() {}
    }
}
