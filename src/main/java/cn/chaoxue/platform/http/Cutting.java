package cn.chaoxue.platform.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/// Ends an answer in its middle, so that its reader sees that the end is missing.
///
/// Over HTTP/1 not by [io.vertx.core.http.HttpServerResponse#reset]: that waits until the reader has taken what is
/// written, which one who takes nothing never does, and passes over every handler of the end of an answer. Whatever
/// counts requests would then count this one for ever: a stop waits for it, admission takes it for load.
public final class Cutting {

    private Cutting() {}

    /// Closes the connection now, with what was not sent yet; of an HTTP/2 connection only this stream.
    public static void cut(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2 && request.connection() instanceof ConnectionBase connection) {
            // Behind the handler that would flush first.
            connection.channelHandlerContext().close();
        } else {
            request.response().reset();
        }
    }
}
