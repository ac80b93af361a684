package cn.chaoxue.roster;

import cn.chaoxue.roster.BoundedXml.Budget;
import cn.chaoxue.roster.Table.TableRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A file of cadre records, read line by line in bounded memory. Reading blocks. The path is deleted as soon as the
/// file is open, before it is read; [Scratch#sweep] finds what a process leaves that ends before.
final class RosterFile implements AutoCloseable {

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
    private static final int HEADING_WITHIN = 20;
    /// A spreadsheet has no more, and row ids leave room for no more.
    private static final int MOST_LINES = (1 << 20) - 1;

    private final Table table;
    private final Heading heading;
    private final int mostRows;
    private int rows;

    private RosterFile(Table table, Heading heading, int mostRows) {
        this.table = table;
        this.heading = heading;
        this.mostRows = mostRows;
    }

    /// Fails with [FileTrouble] where it is no roster.
    static RosterFile open(Path path, RosterConfig config) throws IOException {
        Table table;
        try {
            table = table(path, config);
        } finally {
            Scratch.forget(path);
        }
        try {
            return new RosterFile(table, heading(table), config.maxRows());
        } catch (IOException | RuntimeException failure) {
            table.close();
            throw failure;
        }
    }

    /// Up to `most` further lines; none at the end.
    List<Line> take(int most) throws IOException {
        List<Line> lines = new ArrayList<>();
        TableRow row;
        while (lines.size() < most && (row = table.next()) != null) {
            if (row.line() > MOST_LINES) {
                throw new FileTrouble("too-many-rows", Integer.toString(mostRows));
            }
            heading.line(row).ifPresent(lines::add);
        }
        rows += lines.size();
        if (rows > mostRows) {
            throw new FileTrouble("too-many-rows", Integer.toString(mostRows));
        }
        return lines;
    }

    private static Table table(Path path, RosterConfig config) throws IOException {
        byte[] magic = new byte[ZIP.length];
        try (InputStream in = Files.newInputStream(path)) {
            in.readNBytes(magic, 0, magic.length);
        }
        if (Arrays.equals(magic, OLE)) {
            throw new FileTrouble("old-or-locked-workbook");
        }
        if (!Arrays.equals(magic, ZIP)) {
            return CsvTable.open(path);
        }
        try {
            Budget budget = new Budget(config.maxUnpacked().asLongValue(), config.maxRatio());
            ZipFile zip = new ZipFile(path.toFile());
            // Opening reads all texts of the workbook, which takes its time.
            Scratch.forget(path);
            return XlsxTable.open(zip, budget);
        } catch (ZipException _) {
            throw new FileTrouble(FileTrouble.UNREADABLE);
        }
    }

    /// Titles, notes and watermarks may stand above it.
    private static Heading heading(Table table) throws IOException {
        for (int i = 0; i < HEADING_WITHIN; i++) {
            TableRow row = table.next();
            if (row == null) {
                break;
            }
            Optional<Heading> heading = Heading.of(row, table.since1904());
            if (heading.isPresent()) {
                return heading.get();
            }
        }
        throw new FileTrouble("no-heading");
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
