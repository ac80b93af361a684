package cn.chaoxue.campaign;

import java.time.Instant;

/// Where a campaign stands in its window.
enum CampaignState {
    UPCOMING,
    OPEN,
    CLOSED;

    static CampaignState at(Instant now, Instant opensAt, Instant closesAt) {
        if (now.isBefore(opensAt)) {
            return UPCOMING;
        }
        return now.isBefore(closesAt) ? OPEN : CLOSED;
    }
}
