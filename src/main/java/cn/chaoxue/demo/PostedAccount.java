package cn.chaoxue.demo;

import cn.chaoxue.identity.Role;

/// The first people of every demo: their accounts are published by `GET /demo/accounts`, so their units and roles are
/// chosen, not drawn. The ordinal of a constant is the person's ordinal number. Appending is free; reordering would
/// change the people of existing demos.
enum PostedAccount {
    ZHEJIANG_LEARNER(Role.LEARNER, "330106"),
    SICHUAN_LEARNER(Role.LEARNER, "510104"),
    GUANGDONG_LEARNER(Role.LEARNER, "440305"),
    SECOND_ZHEJIANG_LEARNER(Role.LEARNER, "330203"),
    NEWCOMER(Role.LEARNER, "330108"),
    HANGZHOU_ADMIN(Role.CITY_ADMIN, "330100"),
    ZHEJIANG_LIAISON(Role.LIAISON, "330000"),
    CENTRE_ADMIN(Role.CENTRE_ADMIN, UnitSeeds.CENTRE),
    OPERATOR(Role.OPERATOR, UnitSeeds.CENTRE);

    private final Role role;
    private final String unitCode;

    PostedAccount(Role role, String unitCode) {
        this.role = role;
        this.unitCode = unitCode;
    }

    Role role() {
        return role;
    }

    String unitCode() {
        return unitCode;
    }

    boolean pending() {
        return this == NEWCOMER;
    }
}
