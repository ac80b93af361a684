package cn.chaoxue.live;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/// Keeps the kernel from hoarding for a reader that does not read. Left alone, Linux grows a socket's send buffer to
/// megabytes: a stalled reader would cost as much and, once awake, first see minutes of old values.
final class SlowReaders {

    private SlowReaders() {}

    /// Bounds the socket's send buffer. HTTP/2 streams share a socket and have their own flow control: left as it is.
    static void bound(HttpConnection connection, int bytes) {
        if (connection instanceof ConnectionBase base && !isHttp2(connection)) {
            bound(base.channel(), bytes);
        }
    }

    private static void bound(Channel channel, int bytes) {
        try {
            channel.config().setOption(ChannelOption.SO_SNDBUF, bytes);
        } catch (ChannelException _) {
            // The reader has just gone; its stream ends by itself.
        }
    }

    private static boolean isHttp2(HttpConnection connection) {
        return connection.getClass().getName().contains("Http2");
    }
}
