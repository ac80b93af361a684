package cn.chaoxue.roster;

import cn.chaoxue.roster.BoundedXml.Budget;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// The first sheet of a workbook, row by row. Nothing is computed, nothing outside the workbook is looked at.
final class XlsxTable implements Table {

    private static final int MOST_ENTRIES = 2000;
    private static final int MOST_COLUMNS = 200;
    private static final String STRINGS = "xl/sharedStrings.xml";

    private final ZipFile zip;
    private final SharedStrings strings;
    private final InputStream in;
    private final XMLStreamReader xml;
    private final boolean since1904;
    private int line;

    private XlsxTable(ZipFile zip, Workbook book, Budget budget) throws IOException, XMLStreamException {
        this.zip = zip;
        this.since1904 = book.since1904();
        ZipEntry texts = zip.getEntry(STRINGS);
        this.strings = texts == null ? SharedStrings.none() : SharedStrings.read(part(zip, STRINGS, budget));
        this.in = part(zip, book.sheet(), budget);
        this.xml = SafeXml.reader(in);
    }

    /// The workbook is closed again where it cannot be read.
    static XlsxTable open(ZipFile zip, Budget budget) throws IOException {
        try {
            if (zip.size() > MOST_ENTRIES) {
                throw new FileTrouble("swells");
            }
            return new XlsxTable(zip, Workbook.read(zip, budget), budget);
        } catch (XMLStreamException | IOException | RuntimeException failure) {
            zip.close();
            throw failure instanceof FileTrouble trouble ? trouble : new FileTrouble(FileTrouble.UNREADABLE);
        }
    }

    static InputStream part(ZipFile zip, String name, Budget budget) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new FileTrouble(FileTrouble.UNREADABLE);
        }
        return new BoundedXml(zip.getInputStream(entry), entry, budget);
    }

    @Override
    public @Nullable TableRow next() throws IOException {
        try {
            while (xml.hasNext()) {
                if (SafeXml.next(xml) == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("row")) {
                    line = following(number(xml.getAttributeValue(null, "r"), line + 1));
                    return new TableRow(line, cells());
                }
            }
            return null;
        } catch (XMLStreamException _) {
            throw new FileTrouble(FileTrouble.UNREADABLE);
        }
    }

    /// Rows are told apart by their numbers: each is greater than the one before.
    private int following(int at) {
        if (at <= line) {
            throw new FileTrouble(FileTrouble.UNREADABLE);
        }
        return at;
    }

    private List<Cell> cells() throws XMLStreamException, IOException {
        List<Cell> cells = new ArrayList<>();
        while (xml.hasNext()) {
            int event = SafeXml.next(xml);
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("row")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
                int place = place(xml.getAttributeValue(null, "r"), cells.size());
                Cell cell = cell(xml.getAttributeValue(null, "t"));
                if (place >= cells.size() && place < MOST_COLUMNS) {
                    while (cells.size() < place) {
                        cells.add(Cell.text(""));
                    }
                    cells.add(cell);
                }
            }
        }
        return cells;
    }

    /// `type` as in the file: shared, inline and computed texts, truth values, errors, or a number.
    private Cell cell(@Nullable String type) throws XMLStreamException, IOException {
        StringBuilder value = new StringBuilder();
        boolean computed = "e".equals(type);
        boolean phonetic = false;
        for (int event = SafeXml.next(xml); !ends(event, "c"); event = SafeXml.next(xml)) {
            if (event != XMLStreamConstants.START_ELEMENT) {
                phonetic &= !ends(event, "rPh");
                continue;
            }
            String name = xml.getLocalName();
            phonetic |= name.equals("rPh");
            computed |= name.equals("f");
            if (name.equals("f")) {
                SafeXml.text(xml, new StringBuilder());
            } else if ((name.equals("v") || name.equals("t")) && !phonetic) {
                SafeXml.text(xml, value);
            }
        }
        if (computed) {
            return new Cell(value.toString(), Cell.Kind.FORMULA);
        }
        if ("s".equals(type)) {
            return Cell.text(strings.get(number(value.toString(), -1)));
        }
        boolean number = (type == null || type.equals("n")) && !value.isEmpty();
        return number ? new Cell(Cell.cut(value.toString()), Cell.Kind.NUMBER) : Cell.text(value.toString());
    }

    private boolean ends(int event, String name) {
        return event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(name);
    }

    /// Column 0 of "A7"; the next one where the cell does not say.
    private static int place(@Nullable String reference, int next) {
        int place = 0;
        if (reference == null) {
            return next;
        }
        for (int i = 0; i < reference.length() && Character.isUpperCase(reference.charAt(i)); i++) {
            place = Math.min(MOST_COLUMNS * 26, place * 26 + reference.charAt(i) - 'A' + 1);
        }
        return place - 1;
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            return text == null ? otherwise : Integer.parseInt(text.strip());
        } catch (NumberFormatException _) {
            return otherwise;
        }
    }

    @Override
    public boolean since1904() {
        return since1904;
    }

    @Override
    public void close() throws IOException {
        try (zip;
                strings) {
            in.close();
        }
    }
}
