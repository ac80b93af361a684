package cn.chaoxue.live;

import cn.chaoxue.identity.Caller;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/// A board rendered once for all who watch it.
/// @param places what it shows, and so who may see it
/// @param number rises with every rendering of this board
/// @param version of the unit's counts
/// @param changedAt when the counts last changed
record Frame(BoardSnapshot places, long number, long version, Instant changedAt, Buffer event) {

    /// The same to look at, where the tree has changed around it: nobody is sent it again.
    Frame at(BoardSnapshot now) {
        return new Frame(now, number, version, changedAt, event);
    }

    boolean visibleTo(Caller caller) {
        return places.visibleTo(caller);
    }
}
