package cn.chaoxue.study;

import cn.chaoxue.campaign.LearnerCourse;
import cn.chaoxue.platform.redis.Shard;
import cn.chaoxue.study.ProgressRepository.Change;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Changed courses of one shard on their way from Redis to PostgreSQL.
/// @param record what Redis knows the flight by: when the first of them was due, a name, and the courses
/// @param courses how many came aboard, whatever became of them
/// @param changes the courses that Redis still holds, as they were at the start
/// @param unreadable what is aboard and cannot be written
record Flight(Shard shard, String record, int courses, List<Change> changes, List<Unreadable> unreadable) {

    /// Reads the answer of `claim.lua`.
    static Flight of(Shard shard, String record, byte[] states, List<String> strays) {
        ByteBuffer in = ByteBuffer.wrap(states);
        List<Change> changes = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        strays.forEach(stray -> unreadable.add(new Unreadable("dirty", stray, "not a learner's course")));
        int courses = strays.size();
        for (int start = afterSpace(record, afterSpace(record, 0)); start < record.length(); ) {
            int end = afterSpace(record, start) - 1;
            int length = in.getInt();
            courses++;
            if (length > 0) {
                String course = record.substring(start, end);
                byte[] state = new byte[length];
                in.get(in.position(), state);
                try {
                    changes.add(new Change(courseOf(course), CoverageState.decode(ByteBuffer.wrap(state))));
                } catch (IllegalArgumentException e) {
                    unreadable.add(new Unreadable(course, HexFormat.of().formatHex(state), e.toString()));
                }
            }
            in.position(in.position() + length);
            start = end + 1;
        }
        return new Flight(shard, record, courses, changes, unreadable);
    }

    private static int afterSpace(String text, int from) {
        int space = text.indexOf(' ', from);
        return space < 0 ? text.length() + 1 : space + 1;
    }

    private static LearnerCourse courseOf(String text) {
        int colon = text.indexOf(':');
        return new LearnerCourse(
                Long.parseLong(text, 0, colon, 10), Long.parseLong(text, colon + 1, text.length(), 10));
    }
}
