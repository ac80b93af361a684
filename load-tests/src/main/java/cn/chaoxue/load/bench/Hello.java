package cn.chaoxue.load.bench;

import cn.chaoxue.load.net.Ascii;
import cn.chaoxue.load.net.Traffic;
import java.nio.ByteBuffer;

/// The reference: the plainest quarkus-rest endpoint of the same build, without token, body or any work.
final class Hello implements Traffic {

    private static final byte[] REQUEST = Ascii.bytes("GET /api/v1/ping HTTP/1.1\r\nHost: localhost\r\n\r\n");

    private long refused;

    @Override
    public void next(int connection, ByteBuffer out) {
        out.put(REQUEST);
    }

    @Override
    public void answered(int connection, int status, ByteBuffer body) {
        if (status != 200) {
            refused++;
        }
    }

    @Override
    public long refused() {
        return refused;
    }
}
