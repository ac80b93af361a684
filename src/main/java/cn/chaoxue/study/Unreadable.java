package cn.chaoxue.study;

import cn.chaoxue.deadletter.Burial;
import java.util.Map;

/// Something in Redis that nobody can read, whoever wrote it: it becomes a dead letter as it is, so that it holds up
/// nothing else. No re-drive can save it.
/// @param place what it was found as, and where
/// @param content all of it, binary parts in hex
record Unreadable(String place, String content, String reason) {

    Burial burial() {
        return new Burial(
                "unreadable:%s:%08x".formatted(place, content.hashCode()), Map.of("content", content), reason);
    }
}
