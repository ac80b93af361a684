package cn.chaoxue.isolation;

/// What belongs to one unit, and somebody's own unit besides.
record Target(
        long unit,
        long person,
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

    /// What there never was, but in the campaign that everybody sees.
    static Target absent(long sharedCampaign) {
        long none = 999_999_999;
        return new Target(
                none, none, none, none, none, none, none, none, none, none, none, none, sharedCampaign, none, 0);
    }

    /// The same, for a caller of this unit.
    Target from(long own) {
        return new Target(
                unit,
                person,
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
