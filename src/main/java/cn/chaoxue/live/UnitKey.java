package cn.chaoxue.live;

import cn.chaoxue.campaign.UnitTally;

/// A unit's counts in one campaign.
record UnitKey(long campaignId, long unitId) {

    static UnitKey of(UnitTally tally) {
        return new UnitKey(tally.campaignId(), tally.unitId());
    }
}
