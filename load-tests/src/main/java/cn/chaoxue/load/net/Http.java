package cn.chaoxue.load.net;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// HTTP/1.1 over a connection kept alive; every answer carries its length.
public final class Http implements Protocol {

    private static final int STATUS_AT = 9;
    private static final byte[] LENGTH = Ascii.bytes("content-length: ");

    @Override
    public void open(SocketChannel channel, int connection) {
        // HTTP begins with the first request.
    }

    @Override
    public void request(Traffic traffic, int connection, ByteBuffer out) {
        traffic.next(connection, out);
    }

    @Override
    public boolean answer(Traffic traffic, int connection, ByteBuffer in) {
        int start = in.position();
        int body = Ascii.afterBlankLine(in);
        if (body < 0) {
            return false;
        }
        int at = Ascii.indexOfIgnoringCase(in, start, body, LENGTH);
        int end = body + (at < 0 ? 0 : Ascii.number(in, at + LENGTH.length));
        int limit = in.limit();
        if (end > limit) {
            return false;
        }
        int status = Ascii.number(in, start + STATUS_AT);
        in.position(body).limit(end);
        traffic.answered(connection, status, in);
        in.limit(limit).position(end);
        return true;
    }
}
