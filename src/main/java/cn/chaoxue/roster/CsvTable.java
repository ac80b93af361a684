package cn.chaoxue.roster;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Text in columns: separated by commas, semicolons or tabs, in UTF-8, UTF-16 or GB18030.
final class CsvTable implements Table {

    /// Of a row, and so of each of its cells, in characters: a row is in memory as a whole.
    private static final int LONGEST_ROW = 1 << 20;
    private static final int MOST_COLUMNS = 1000;

    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;

    private CsvTable(CsvReader<CsvRecord> reader) {
        this.reader = reader;
        this.records = reader.iterator();
    }

    static CsvTable open(Path file) throws IOException {
        Charset charset = TextEncoding.of(file);
        char separator = separator(file, charset);
        return new CsvTable(CsvReader.builder()
                .fieldSeparator(separator)
                .maxBufferSize(LONGEST_ROW)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .build(bounded(), reader(file, charset)));
    }

    private static CsvRecordHandler bounded() {
        return CsvRecordHandler.of(
                row -> row.maxFields(MOST_COLUMNS).maxFieldSize(LONGEST_ROW).maxRecordSize(LONGEST_ROW));
    }

    /// Whichever occurs most where the heading must be.
    private static char separator(Path file, Charset charset) throws IOException {
        try (BufferedReader lines = new BufferedReader(reader(file, charset))) {
            char[] start = new char[16_384];
            int length = Math.max(0, lines.read(start));
            String text = new String(start, 0, length);
            char best = ',';
            for (char candidate : new char[] {';', '\t'}) {
                if (count(text, candidate) > count(text, best)) {
                    best = candidate;
                }
            }
            return best;
        } catch (CharacterCodingException _) {
            throw new FileTrouble("encoding");
        }
    }

    private static long count(String text, char separator) {
        return text.chars().filter(c -> c == separator).count();
    }

    private static Reader reader(Path file, Charset charset) throws IOException {
        InputStream in = Files.newInputStream(file);
        Reader reader = new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        return reader;
    }

    @Override
    public @Nullable TableRow next() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord row = records.next();
            int line = (int) Math.min(Integer.MAX_VALUE, row.getStartingLineNumber());
            return new TableRow(
                    line, row.getFields().stream().map(CsvTable::cell).toList());
        } catch (UncheckedIOException | CsvParseException failure) {
            boolean coding = failure.getCause() instanceof CharacterCodingException;
            throw new FileTrouble(coding ? "encoding" : FileTrouble.UNREADABLE);
        }
    }

    /// An equals sign makes a spreadsheet compute, also of `="330…"`.
    private static Cell cell(String field) {
        boolean computed = field.stripLeading().startsWith("=");
        return computed ? new Cell(Cell.cut(field.strip().substring(1)), Cell.Kind.FORMULA) : Cell.text(bare(field));
    }

    private static String bare(String field) {
        return field.startsWith("\uFEFF") ? field.substring(1) : field;
    }

    @Override
    public boolean since1904() {
        return false;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
