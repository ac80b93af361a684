package cn.chaoxue.live;

import cn.chaoxue.campaign.UnitTally;

/// Stored counts and counted facts of one snapshot.
record Recount(UnitTally stored, CountsView counted) {

    CountsView drift() {
        return CountsView.of(stored).minus(counted);
    }
}
