package cn.chaoxue.roster;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Files as people, spreadsheets and attackers make them; workbooks written apart from the main code.
final class TestFiles {

    static final String HEADING = "姓名,身份证号,手机号,性别,出生日期,单位,干部类别,任职方式,职务,任职时间,任职截止时间,电子邮箱,QQ号";
    static final RosterConfig CONFIG = new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(RosterConfig.class)
            .build()
            .getConfigMapping(RosterConfig.class);

    private static final String MAIN = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private TestFiles() {}

    /// All lines of a file; reading it removes it.
    static List<Line> lines(byte[] content) throws IOException {
        return lines(content, CONFIG);
    }

    static List<Line> lines(byte[] content, RosterConfig config) throws IOException {
        Path path = Files.createTempFile("roster-test", "");
        Files.write(path, content);
        List<Line> lines = new ArrayList<>();
        try (RosterFile file = RosterFile.open(path, config)) {
            List<Line> some;
            while (!(some = file.take(3)).isEmpty()) {
                lines.addAll(some);
            }
        } finally {
            if (Files.exists(path)) {
                throw new AssertionError("the file is still there");
            }
        }
        return lines;
    }

    /// A workbook with this sheet and these shared texts.
    static byte[] workbook(String rows, String texts) throws IOException {
        return zip(parts(rows, texts));
    }

    /// The parts of such a workbook by name.
    static Map<String, String> parts(String rows, String texts) {
        return Map.of(
                "xl/workbook.xml",
                "<workbook " + MAIN + " xmlns:r=\"" + RELATIONS
                        + "\"><sheets><sheet name=\"花名册\" sheetId=\"1\" r:id=\"rId7\"/></sheets></workbook>",
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                        + "<Relationship Id=\"rId7\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
                "xl/worksheets/sheet1.xml",
                "<worksheet " + MAIN + "><sheetData>" + rows + "</sheetData></worksheet>",
                "xl/sharedStrings.xml",
                "<sst " + MAIN + ">" + texts + "</sst>");
    }

    static byte[] zip(Map<String, String> entries) throws IOException {
        return zip(entries, StandardCharsets.UTF_8);
    }

    static byte[] zip(Map<String, String> entries, Charset charset) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(charset));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /// A row of inline texts.
    static String row(int number, String... cells) {
        StringBuilder row = new StringBuilder("<row r=\"" + number + "\">");
        for (int i = 0; i < cells.length; i++) {
            row.append("<c r=\"%c%d\" t=\"inlineStr\"><is><t>%s</t></is></c>".formatted('A' + i, number, cells[i]));
        }
        return row.append("</row>").toString();
    }
}
