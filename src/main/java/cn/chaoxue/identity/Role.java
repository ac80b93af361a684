package cn.chaoxue.identity;

import com.fasterxml.jackson.annotation.JsonValue;

/// What an account may do, always within its unit's subtree (A1.5). [Names] are for `@RolesAllowed`.
public enum Role {
    LEARNER(Names.LEARNER),
    LIAISON(Names.LIAISON),
    CITY_ADMIN(Names.CITY_ADMIN),
    PROVINCE_ADMIN(Names.PROVINCE_ADMIN),
    CENTRE_ADMIN(Names.CENTRE_ADMIN),
    OPERATOR(Names.OPERATOR),
    /// The only role of a token won with the initial password: it activates and does nothing else (A1.3).
    ACTIVATE(Names.ACTIVATE),
    /// The only role of a token whose owner must change the password first (A1.6).
    CHANGE_PASSWORD(Names.CHANGE_PASSWORD);

    private final String wireName;

    Role(String wireName) {
        this.wireName = wireName;
    }

    /// The name in tokens and JSON.
    @JsonValue
    public String wireName() {
        return wireName;
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
        public static final String ACTIVATE = "activate";
        public static final String CHANGE_PASSWORD = "change-password";

        /// Any valid token, activation tokens included.
        public static final String ANY = "**";

        private Names() {}
    }
}
