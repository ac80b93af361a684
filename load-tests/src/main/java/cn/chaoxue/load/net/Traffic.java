package cn.chaoxue.load.net;

import java.nio.ByteBuffer;

/// What the connections say and what becomes of the answers. Called by the one thread of a [Generator].
public interface Traffic {

    /// Writes the next request of `connection`: all of an HTTP request, or the text of one WebSocket frame.
    void next(int connection, ByteBuffer out);

    /// An answer, whole. `body` holds it from position to limit and is reused afterwards.
    /// @param status HTTP status; 200 for a WebSocket frame
    void answered(int connection, int status, ByteBuffer body);

    /// How many answers so far were not what was asked for.
    long refused();
}
