package cn.chaoxue.load.plan;

/// What reaches the service in the busiest minutes.
/// @param atOnce learners studying
/// @param heartbeats per second
/// @param submissions per second
/// @param logins per second
/// @param rows of progress written per second
record PeakLoad(double atOnce, double heartbeats, double submissions, double logins, double rows) {

    /// Computes the load line by line.
    static PeakLoad of(Campaign campaign, Installation site, Worksheet sheet) {
        double window = campaign.window().seconds();
        double average = sheet.line("load", "at once on average", "learners")
                .as("%s × %s min / %s min", campaign.learners(), campaign.courseMinutes(), window / 60)
                .is(campaign.atOnceOnAverage());
        double atOnce = sheet.line("load", "at once at the peak", "learners")
                .as("%s × %s, at most all", average, campaign.peak())
                .is(campaign.atOnceAtPeak());
        double heartbeats = sheet.line("load", "heartbeats", "/s")
                .as("%s / %s s", atOnce, site.heartbeatSeconds())
                .is(atOnce / site.heartbeatSeconds());
        double submissions = sheet.line("load", "submissions", "/s")
                .as("%s × %s × %s / %s s", campaign.learners(), campaign.tests(), campaign.peak(), window)
                .is(campaign.perSecondAtPeak(campaign.tests()));
        double logins = sheet.line("load", "logins", "/s")
                .as("%s × %s / %s s", campaign.learners(), campaign.peak(), window)
                .is(campaign.perSecondAtPeak(1));
        double rows = sheet.line("load", "progress rows", "/s")
                .as("at most one per learner and flush interval: %s / %s s", atOnce, site.flushSeconds())
                .is(atOnce / site.flushSeconds());
        return new PeakLoad(atOnce, heartbeats, submissions, logins, rows);
    }
}
