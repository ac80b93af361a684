package cn.chaoxue.load.roster;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A roster of synthetic people as a workbook, the way spreadsheets save one: texts once in a table of their own, cells
/// pointing to them.
public final class RosterSource {

    /// What the masked ID numbers of all of them begin with, and nobody else's.
    public static final String MASKED = "6%";

    private static final String HEADING = "姓名,身份证号,手机号,单位,干部类别,任职方式,职务,任职时间";
    private static final String MAIN = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏";
    private static final String GIVEN = "晓明芳丽伟强敏静磊洋艳勇军杰娟涛超霞平刚桂英文辉玲建国华亮宇";
    private static final String CHECKS = "10X98765432";
    private static final int DAYS = 12_000;

    private final List<String> units;

    private RosterSource(List<String> units) {
        this.units = units;
    }

    /// People of units the database has, each named by a code that is its alone.
    public static RosterSource of(Connection database) throws SQLException {
        List<String> codes = new ArrayList<>();
        try (Statement query = database.createStatement();
                ResultSet rows = query.executeQuery("""
                        select code from unit where code is not null group by code having count(*) = 1 limit 3000
                        """)) {
            while (rows.next()) {
                codes.add(rows.getString("code"));
            }
        }
        return new RosterSource(codes);
    }

    /// Writes so many people, each another one.
    public void write(Path file, int people) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_SPEED);
            entry(
                    zip,
                    "xl/workbook.xml",
                    "<workbook " + MAIN + " xmlns:r=\"" + RELATIONS
                            + "\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
            entry(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                            + "<Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            sheet(zip, people);
            texts(zip, people);
        }
    }

    private static void entry(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    /// Shared texts: the heading, the constants and units, then name, number and mobile of each person.
    private int constants() {
        return 8 + 4 + units.size();
    }

    private void sheet(ZipOutputStream zip, int people) throws IOException {
        zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
        StringBuilder text = new StringBuilder("<worksheet " + MAIN + "><sheetData>");
        row(text, 1, 0, 1, 2, 3, 4, 5, 6, 7);
        for (int i = 0; i < people; i++) {
            int own = constants() + 3 * i;
            row(text, i + 2, own, own + 1, own + 2, 12 + i % units.size(), 8, 9, 10, 11);
            drain(zip, text, 1 << 16);
        }
        text.append("</sheetData></worksheet>");
        drain(zip, text, 0);
        zip.closeEntry();
    }

    private static void row(StringBuilder text, int number, int... texts) {
        text.append("<row r=\"").append(number).append("\">");
        for (int i = 0; i < texts.length; i++) {
            text.append("<c r=\"").append((char) ('A' + i)).append(number).append("\" t=\"s\"><v>");
            text.append(texts[i]).append("</v></c>");
        }
        text.append("</row>");
    }

    private void texts(ZipOutputStream zip, int people) throws IOException {
        zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
        StringBuilder text = new StringBuilder("<sst " + MAIN + ">");
        List.of(HEADING.split(",")).forEach(title -> shared(text, title));
        List.of("基层", "专职", "团委书记", "2024-09-01").forEach(value -> shared(text, value));
        units.forEach(unit -> shared(text, unit));
        for (int i = 0; i < people; i++) {
            shared(text, name(i));
            shared(text, number(i));
            shared(text, String.format(Locale.ROOT, "188%08d", i));
            drain(zip, text, 1 << 16);
        }
        text.append("</sst>");
        drain(zip, text, 0);
        zip.closeEntry();
    }

    private static void shared(StringBuilder text, String value) {
        text.append("<si><t>").append(value).append("</t></si>");
    }

    private static void drain(ZipOutputStream zip, StringBuilder text, int above) throws IOException {
        if (text.length() > above) {
            zip.write(text.toString().getBytes(StandardCharsets.UTF_8));
            text.setLength(0);
        }
    }

    private static String name(int i) {
        return "" + FAMILY.charAt(i % FAMILY.length()) + GIVEN.charAt(i / 7 % GIVEN.length())
                + GIVEN.charAt(i / 131 % GIVEN.length());
    }

    /// Other regions than the demo's people have, so that nobody is met twice; ninety of them, so that no more numbers
    /// look alike where they are masked than those of real people do.
    private static String number(int i) {
        String day = LocalDate.of(1970, 1, 1).plusDays(i % DAYS).format(DateTimeFormatter.BASIC_ISO_DATE);
        String body = "6" + (10 + i % 90) + "099" + day + String.format(Locale.ROOT, "%03d", i / DAYS);
        int rest = 0;
        for (char digit : body.toCharArray()) {
            rest = (rest + (digit - '0')) * 2 % 11;
        }
        return body + CHECKS.charAt(rest);
    }
}
