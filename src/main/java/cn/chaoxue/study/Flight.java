package cn.chaoxue.study;

import cn.chaoxue.campaign.LearnerCourse;
import cn.chaoxue.platform.redis.Shard;
import cn.chaoxue.study.ProgressRepository.Change;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Changed courses of one shard on their way from Redis to PostgreSQL.
/// @param record what Redis knows the flight by: when the first of them was due, a name, and the courses
/// @param changes the courses that Redis still holds, as they were at the start
record Flight(Shard shard, String record, List<Change> changes) {

    /// Reads the answer of `claim.lua`.
    static Flight of(Shard shard, String record, byte[] states) {
        ByteBuffer in = ByteBuffer.wrap(states);
        List<Change> changes = new ArrayList<>();
        for (int start = afterSpace(record, afterSpace(record, 0)); start < record.length(); ) {
            int end = afterSpace(record, start) - 1;
            int length = in.getInt();
            if (length > 0) {
                CoverageState state = CoverageState.decode(in.slice(in.position(), length));
                changes.add(new Change(courseOf(record, start, end), state));
            }
            in.position(in.position() + length);
            start = end + 1;
        }
        return new Flight(shard, record, changes);
    }

    private static int afterSpace(String text, int from) {
        int space = text.indexOf(' ', from);
        return space < 0 ? text.length() + 1 : space + 1;
    }

    private static LearnerCourse courseOf(String text, int start, int end) {
        int colon = text.indexOf(':', start);
        return new LearnerCourse(Long.parseLong(text, start, colon, 10), Long.parseLong(text, colon + 1, end, 10));
    }
}
