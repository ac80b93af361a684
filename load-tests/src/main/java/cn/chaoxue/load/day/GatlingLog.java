package cn.chaoxue.load.day;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Reads the binary `simulation.log` of Gatling 3.15: every request of one of its processes, with nothing averaged
/// away. Gatling's own reports cover one log only; ours covers all processes of a run.
final class GatlingLog {

    private static final int RUN = 0;
    private static final int REQUEST = 1;
    private static final int USER = 2;
    private static final int GROUP = 3;
    private static final int ERROR = 4;

    private final DataInputStream in;
    private final Map<Integer, String> strings = new HashMap<>();

    /// Hears of each request.
    interface Listener {
        /// @param at when it began, in milliseconds of the run
        /// @param error what was wrong; empty where nothing was
        void request(String name, int at, int millis, boolean ok, String error);
    }

    private GatlingLog(DataInputStream in) {
        this.in = in;
    }

    static void read(Path file, Listener listener) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            new GatlingLog(in).read(listener);
        }
    }

    private void read(Listener listener) throws IOException {
        for (int kind = in.read(); kind >= 0; kind = in.read()) {
            switch (kind) {
                case RUN -> skipRun();
                case REQUEST -> readRequest(listener);
                case USER -> in.skipNBytes(9);
                case GROUP -> skipGroup();
                case ERROR -> readError(listener);
                default -> throw new IOException("not a log of Gatling 3.15: record kind " + kind);
            }
        }
    }

    private void readRequest(Listener listener) throws IOException {
        skipNames();
        String name = cached();
        int start = in.readInt();
        int end = in.readInt();
        boolean ok = in.readBoolean();
        listener.request(name, start, end - start, ok, cached());
    }

    private void readError(Listener listener) throws IOException {
        String text = cached();
        listener.request("(gatling)", in.readInt(), 0, false, text);
    }

    private void skipGroup() throws IOException {
        skipNames();
        in.skipNBytes(13);
    }

    private void skipNames() throws IOException {
        for (int names = in.readInt(); names > 0; names--) {
            cached();
        }
    }

    private void skipRun() throws IOException {
        text();
        text();
        in.readLong();
        text();
        for (int scenarios = in.readInt(); scenarios > 0; scenarios--) {
            text();
        }
        for (int assertions = in.readInt(); assertions > 0; assertions--) {
            in.skipNBytes(in.readInt());
        }
    }

    /// A text seen before is only its negative number.
    private String cached() throws IOException {
        int number = in.readInt();
        if (number >= 0) {
            String text = text();
            strings.put(number, text);
            return text;
        }
        String known = strings.get(-number);
        if (known == null) {
            throw new IOException("text " + -number + " is referred to before it is written");
        }
        return known;
    }

    /// Length, bytes, and how the JVM keeps them: 0 Latin-1, 1 UTF-16.
    private String text() throws IOException {
        int length = in.readInt();
        if (length == 0) {
            return "";
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the log ends within a text");
        }
        return new String(bytes, in.readByte() == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE);
    }
}
