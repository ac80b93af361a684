package cn.chaoxue.live;

import cn.chaoxue.fixture.LearningProvinces;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import org.junit.jupiter.api.BeforeEach;

/// A campaign of the centre, whose boards are looked at.
abstract class OneCampaign extends LearningProvinces {

    long campaign;
    String centreToken;

    @BeforeEach
    final void campaignOfTheCentre() {
        campaign = campaigns.open(centre);
        centreToken = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
    }

    final String path(UnitRef unit) {
        return "/api/v1/campaigns/" + campaign + "/live?unit=" + unit.id();
    }
}
