package cn.chaoxue.load.plan;

/// Computes a plan: the load, then what it needs. Each step is one line of the table and of `docs/capacity.md`.
final class Planner {

    private final Campaign campaign;
    private final Installation site;
    private final Worksheet sheet;

    Planner(Campaign campaign, Installation site, CostModel costs) {
        this.campaign = campaign;
        this.site = site;
        this.sheet = new Worksheet(costs);
    }

    Plan plan() {
        PeakLoad load = PeakLoad.of(campaign, site, sheet);
        new ProcessNeeds(campaign, site, sheet).add(load);
        new StoreNeeds(campaign, site, sheet).add(load);
        return sheet.plan();
    }
}
