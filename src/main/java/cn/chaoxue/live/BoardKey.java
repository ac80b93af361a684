package cn.chaoxue.live;

/// What a board shows: a unit in a campaign, alone or with its children.
record BoardKey(long campaignId, long unitId, boolean children) {}
