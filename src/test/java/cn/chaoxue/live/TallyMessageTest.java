package cn.chaoxue.live;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.campaign.UnitTally;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TallyMessageTest {

    @Property
    void countsArriveAsTheyWereSent(
            @ForAll long campaign,
            @ForAll long unit,
            @ForAll long count,
            @ForAll long version,
            @ForAll @LongRange(min = 0, max = 4_102_444_800_000L) long at) {
        UnitTally tally =
                new UnitTally(campaign, unit, count, count, count, count, count, version, Instant.ofEpochMilli(at));

        assertThat(TallyMessage.read(TallyMessage.of(List.of(tally, tally)))).containsExactly(tally, tally);
    }

    @Test
    void messageOfAnotherVersion_givesWhatCanBeRead() {
        assertThat(TallyMessage.read("1 2 3 4 5 6 7 8 9 10\nnew kind of line\n1 2 3\n"))
                .hasSize(1);
    }
}
