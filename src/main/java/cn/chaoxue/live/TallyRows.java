package cn.chaoxue.live;

import cn.chaoxue.campaign.UnitTally;
import io.vertx.mutiny.sqlclient.Row;

/// Reads counts out of rows that carry the columns of `unit_tally`.
final class TallyRows {

    private TallyRows() {}

    static UnitTally tally(Row row) {
        return new UnitTally(
                row.getLong("campaign_id"),
                row.getLong("unit_id"),
                row.getLong("enrolled"),
                row.getLong("started"),
                row.getLong("course_completions"),
                row.getLong("passed"),
                row.getLong("completed"),
                row.getLong("version"),
                row.getOffsetDateTime("changed_at").toInstant());
    }
}
