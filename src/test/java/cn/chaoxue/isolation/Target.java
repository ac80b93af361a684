package cn.chaoxue.isolation;

import java.util.Map;
import java.util.UUID;

/// What belongs to one unit, and somebody's own unit besides.
///
/// @param idNumber the person's
/// @param attempt of the person, not submitted
/// @param session a log-in of the person that goes on
record Target(
        long unit,
        long person,
        String idNumber,
        long attempt,
        UUID session,
        long holder,
        long grant,
        long amendment,
        long conflict,
        long posting,
        long window,
        long plan,
        long liaison,
        long reset,
        long campaign,
        long sharedCampaign,
        long roster,
        long ownUnit) {

    /// What every amendment that is planted is decided by.
    static final Map<String, Object> SHOWN = Map.of("submittedAt", "2026-03-01T08:00:00.123456Z");

    private static final String NOBODYS = "11010519491231002X";

    /// What there never was, but in the campaign that everybody sees.
    static Target absent(long sharedCampaign) {
        long none = 999_999_999;
        return new Target(
                none,
                none,
                NOBODYS,
                none,
                new UUID(0, none),
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                sharedCampaign,
                none,
                0);
    }

    /// The same, for a caller of this unit.
    Target from(long own) {
        return new Target(
                unit,
                person,
                idNumber,
                attempt,
                session,
                holder,
                grant,
                amendment,
                conflict,
                posting,
                window,
                plan,
                liaison,
                reset,
                campaign,
                sharedCampaign,
                roster,
                own);
    }
}
