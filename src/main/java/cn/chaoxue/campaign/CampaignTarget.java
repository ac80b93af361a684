package cn.chaoxue.campaign;

/// Whom a campaign addresses (A4.1): for now everyone with a cadre record and the learner's role in the subtree of a
/// unit, the owner's by default, activated or not. Classes, posts and levels will narrow it here.
public record CampaignTarget(long campaignId, String unitPath) {}
