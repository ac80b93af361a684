package cn.chaoxue.load.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;

/// WebSocket text frames, one per request and answer, each below 64 kB.
public final class WebSocket implements Protocol {

    private static final byte TEXT = (byte) 0x81;
    private static final int MASKED = 0x80;
    private static final int TWO_BYTES = 126;
    /// Kind and length, mask; two more for a length from 126 on. Servers refuse a longer form than a length needs.
    private static final int SHORT_HEAD = 6;

    private static final int LONG_HEAD = 8;

    private final String path;
    private final IntFunction<String> token;

    /// @param token the access token of a connection's learner
    public WebSocket(String path, IntFunction<String> token) {
        this.path = path;
        this.token = token;
    }

    @Override
    public void open(SocketChannel channel, int connection) throws IOException {
        String handshake = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                + "Authorization: Bearer " + token.apply(connection) + "\r\n\r\n";
        channel.write(ByteBuffer.wrap(Ascii.bytes(handshake)));
        ByteBuffer head = ByteBuffer.allocate(4096);
        while (Ascii.afterBlankLine(head.duplicate().flip()) < 0) {
            if (channel.read(head) < 0) {
                break;
            }
        }
        String answer = StandardCharsets.US_ASCII.decode(head.flip()).toString();
        if (!answer.startsWith("HTTP/1.1 101")) {
            throw new IOException("no WebSocket: " + answer);
        }
    }

    /// The mask is drawn anew for each frame, as the protocol demands.
    @Override
    public void request(Traffic traffic, int connection, ByteBuffer out) {
        int start = out.position();
        out.position(start + SHORT_HEAD);
        traffic.next(connection, out);
        int length = out.position() - start - SHORT_HEAD;
        out.put(start, TEXT);
        int at = head(out, start, length);
        int mask = ThreadLocalRandom.current().nextInt();
        out.putInt(at - 4, mask);
        for (; at + 4 <= out.position(); at += 4) {
            out.putInt(at, out.getInt(at) ^ mask);
        }
        for (int shift = 24; at < out.position(); at++, shift -= 8) {
            out.put(at, (byte) (out.get(at) ^ mask >>> shift));
        }
    }

    /// Writes kind and length and makes room for them; where the masked text begins.
    private static int head(ByteBuffer out, int start, int length) {
        if (length < TWO_BYTES) {
            out.put(start + 1, (byte) (MASKED | length));
            return start + SHORT_HEAD;
        }
        out.put(start + LONG_HEAD, out.duplicate(), start + SHORT_HEAD, length);
        out.put(start + 1, (byte) (MASKED | TWO_BYTES)).putShort(start + 2, (short) length);
        out.position(start + LONG_HEAD + length);
        return start + LONG_HEAD;
    }

    @Override
    public boolean answer(Traffic traffic, int connection, ByteBuffer in) {
        int start = in.position();
        if (in.remaining() < 4) {
            return false;
        }
        int first = in.get(start + 1) & 0x7f;
        int body = start + (first < TWO_BYTES ? 2 : 4);
        int end = body + (first < TWO_BYTES ? first : in.getShort(start + 2) & 0xffff);
        int limit = in.limit();
        if (end > limit) {
            return false;
        }
        in.position(body).limit(end);
        traffic.answered(connection, in.get(start) == TEXT ? 200 : 500, in);
        in.limit(limit).position(end);
        return true;
    }
}
