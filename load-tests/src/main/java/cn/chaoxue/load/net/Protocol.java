package cn.chaoxue.load.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// How requests and answers are framed on a connection.
public interface Protocol {

    /// Greets on a fresh connection in blocking mode; fails where the server does not agree.
    void open(SocketChannel channel, int connection) throws IOException;

    /// Writes one framed request of `traffic`.
    void request(Traffic traffic, int connection, ByteBuffer out);

    /// Takes one whole answer out of `in` and hands it over; false, with `in` untouched, where it is not whole yet.
    boolean answer(Traffic traffic, int connection, ByteBuffer in);
}
