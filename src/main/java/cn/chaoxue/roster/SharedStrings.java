package cn.chaoxue.roster;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The texts of a workbook, which its cells name by number. Millions of them are kept in a file that nobody else can
/// open and that is gone with the process; only where each begins is in memory.
final class SharedStrings implements Closeable {

    /// No more texts than cells with text that could matter.
    private static final int MOST = 1 << 23;
    private static final int BUFFERED = 1 << 16;
    private static final int WINDOW = 1 << 14;
    private static final int REMEMBERED = 8192;

    private final FileChannel file;
    private final ByteBuffer pending = ByteBuffer.allocate(BUFFERED);
    private long[] starts = new long[1024];
    private int count;
    private long length;
    private long windowStart = -1;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW);

    /// Classes, units and posts come again and again, far from where they stand.
    private final Map<Integer, String> recent = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    private SharedStrings(FileChannel file) {
        this.file = file;
    }

    static SharedStrings none() throws IOException {
        Path path = Files.createTempFile("roster", ".texts");
        return new SharedStrings(FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
    }

    static SharedStrings read(InputStream in) throws IOException, XMLStreamException {
        SharedStrings strings = none();
        XMLStreamReader xml = SafeXml.reader(in);
        StringBuilder text = new StringBuilder();
        boolean phonetic = false;
        while (xml.hasNext()) {
            int event = SafeXml.next(xml);
            if (event == XMLStreamConstants.START_ELEMENT) {
                phonetic |= xml.getLocalName().equals("rPh");
                if (xml.getLocalName().equals("t") && !phonetic) {
                    SafeXml.text(xml, text);
                }
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("rPh")) {
                phonetic = false;
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("si")) {
                strings.add(text.toString());
                text.setLength(0);
            }
        }
        strings.drain();
        return strings;
    }

    /// Empty where there is no such text.
    String get(int number) throws IOException {
        if (number < 0 || number >= count) {
            return "";
        }
        String known = recent.get(number);
        if (known == null) {
            known = find(number);
            recent.put(number, known);
        }
        return known;
    }

    private String find(int number) throws IOException {
        long from = starts[number];
        int bytes = (int) ((number + 1 < count ? starts[number + 1] : length) - from);
        if (windowStart < 0 || from < windowStart || from + bytes > windowStart + window.limit()) {
            slide(from);
        }
        return new String(window.array(), (int) (from - windowStart), bytes, StandardCharsets.UTF_8);
    }

    private void slide(long from) throws IOException {
        window.clear();
        windowStart = from;
        while (window.hasRemaining()) {
            if (file.read(window, from + window.position()) < 0) {
                break;
            }
        }
        window.flip();
    }

    private void add(String text) throws IOException {
        if (count == MOST) {
            throw new FileTrouble("swells");
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, Math.min(MOST, count * 2));
        }
        byte[] bytes = Cell.cut(text).getBytes(StandardCharsets.UTF_8);
        if (bytes.length > pending.remaining()) {
            drain();
        }
        starts[count++] = length;
        length += bytes.length;
        pending.put(bytes);
    }

    private void drain() throws IOException {
        pending.flip();
        while (pending.hasRemaining()) {
            file.write(pending);
        }
        pending.clear();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
