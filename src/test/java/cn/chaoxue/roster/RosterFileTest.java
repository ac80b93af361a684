package cn.chaoxue.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What files hold, and what files are refused.
class RosterFileTest {

    private static final String ID = "11010519491231002X";
    private static final String[] HEADING = TestFiles.HEADING.split(",");
    private static final String PERSON = "林晓," + ID + ",13800000000,,,杭州市,基层,专职,团委书记,2024-09-01,,,";

    @Test
    void csvInAnyEncoding_readsTheSame() throws IOException {
        String text = TestFiles.HEADING + "\r\n" + PERSON + "\r\n";
        for (byte[] file : List.of(
                text.getBytes(StandardCharsets.UTF_8),
                ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8),
                text.getBytes(Charset.forName("GB18030")),
                ("\uFEFF" + text.replace(',', '\t')).getBytes(StandardCharsets.UTF_16LE),
                text.replace(',', ';').getBytes(StandardCharsets.UTF_8))) {
            List<Line> lines = TestFiles.lines(file);
            assertThat(lines).hasSize(1);
            assertThat(lines.getFirst().cell(Column.NAME)).isEqualTo("林晓");
            assertThat(lines.getFirst().cell(Column.ID_NUMBER)).isEqualTo(ID);
            assertThat(lines.getFirst().cell(Column.POST)).isEqualTo("团委书记");
            assertThat(lines.getFirst().number()).isEqualTo(2);
        }
    }

    @Test
    void columnsInAnyOrderUnderOtherNames_areFound() throws IOException {
        String text = """
                2026年名册,,,,,,,,
                备注,手机号码 *,公民身份号码,姓　名,所在单位,干部类别（必填）,任职方式,职务,任职时间
                新,１３８ 0000 0000,%s,王 明,杭州市,基层,专职,书记,2024.9
                ,,,,,,,,
                """.formatted(ID);
        List<Line> lines = TestFiles.lines(text.getBytes(StandardCharsets.UTF_8));
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().cell(Column.MOBILE)).isEqualTo("138 0000 0000");
        assertThat(lines.getFirst().cell(Column.NAME)).isEqualTo("王 明");
    }

    @Test
    void workbook_readsSharedAndInlineTextsNumbersAndDays() throws IOException {
        String texts =
                "<si><t>林晓</t></si><si><r><t>团委</t></r><r><t>书记</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></si>";
        String person = "<row r=\"5\"><c r=\"A5\" t=\"s\"><v>0</v></c><c r=\"B5\" t=\"inlineStr\"><is><t>" + ID
                + "</t></is></c><c r=\"C5\"><v>1.38E10</v></c><c r=\"I5\" t=\"s\"><v>1</v></c><c r=\"J5\"><v>45536</v></c></row>";
        List<Line> lines = TestFiles.lines(TestFiles.workbook(TestFiles.row(3, HEADING) + person, texts));
        assertThat(lines).hasSize(1);
        Line line = lines.getFirst();
        assertThat(line.number()).isEqualTo(5);
        assertThat(line.cell(Column.NAME)).isEqualTo("林晓");
        assertThat(line.cell(Column.MOBILE)).isEqualTo("13800000000");
        assertThat(line.cell(Column.POST)).isEqualTo("团委书记");
        assertThat(line.cell(Column.IN_POST_SINCE)).isEqualTo("2024-09-01");
        assertThat(line.cell(Column.UNIT)).isNull();
    }

    @Test
    void idNumberKeptAsANumber_isMarkedEvenWhereItLooksRight() throws IOException {
        String person =
                "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>林晓</t></is></c><c r=\"B2\"><v>1.1010519491231E+17</v></c></row>";
        List<Line> lines = TestFiles.lines(TestFiles.workbook(TestFiles.row(1, HEADING) + person, ""));
        assertThat(lines.getFirst().cell(Column.ID_NUMBER)).startsWith(Line.AS_NUMBER);
        assertThat(lines.getFirst().shown(Column.ID_NUMBER)).isEqualTo("110105194912310000");
    }

    @Test
    void formulas_areMarkedAndNeverBelieved() throws IOException {
        String person = "<row r=\"2\"><c r=\"A2\" t=\"str\"><f>HYPERLINK(1)</f><v>林晓</v></c></row>";
        List<Line> book = TestFiles.lines(TestFiles.workbook(TestFiles.row(1, HEADING) + person, ""));
        assertThat(book.getFirst().cell(Column.NAME)).startsWith(Line.COMPUTED);
        String text = TestFiles.HEADING + "\n=cmd|' /C calc'!A0," + ID + "\n";
        List<Line> csv = TestFiles.lines(text.getBytes(StandardCharsets.UTF_8));
        assertThat(csv.getFirst().cell(Column.NAME)).startsWith(Line.COMPUTED);
    }

    @Test
    void bombs_areRefusedBeforeTheyUnpack() throws IOException {
        String blanks = TestFiles.row(1, HEADING) + ("<row/>".repeat(400_000));
        assertRefused(TestFiles.workbook(blanks, ""), "swells");
        String text = "<si><t>" + "嗨".repeat(3_000_000) + "</t></si>";
        assertRefused(TestFiles.workbook(TestFiles.row(1, HEADING), text), "swells");
    }

    /// A row is in memory as a whole: no cell of these is long, and no column that counts is missing.
    @Test
    void rowsLongerThanAnySpreadsheets_areRefused() {
        String cells = ("嗨".repeat(50_000) + ",").repeat(40);
        assertRefused((TestFiles.HEADING + "\n" + cells).getBytes(StandardCharsets.UTF_8), FileTrouble.UNREADABLE);
        String columns = TestFiles.HEADING + "\n" + ",".repeat(5000);
        assertRefused(columns.getBytes(StandardCharsets.UTF_8), FileTrouble.UNREADABLE);
    }

    /// The parser would hold each in memory as a whole.
    @Test
    void whatNoSpreadsheetWrites_isRefusedBeforeItIsHeld() throws IOException {
        String heading = TestFiles.row(1, HEADING);
        String huge = "嗨<> ".repeat(2_000_000);
        assertRefused(TestFiles.workbook(heading + "<!--" + huge + "-->", ""), FileTrouble.UNREADABLE);
        assertRefused(TestFiles.workbook(heading, "<?x " + huge + "?>"), FileTrouble.UNREADABLE);
        assertRefused(TestFiles.workbook(heading, "<si><t><![CDATA[" + huge + "]]></t></si>"), "swells");
        assertRefused(TestFiles.workbook(heading + "<row a=\"" + ">".repeat(2_000_000) + "\"/>", ""), "swells");
        assertRefused(TestFiles.workbook(heading + "<a>".repeat(1000), ""), FileTrouble.UNREADABLE);
        assertRefused(TestFiles.zip(TestFiles.parts(heading, ""), StandardCharsets.UTF_16LE), FileTrouble.UNREADABLE);
        assertRefused(TestFiles.zip(TestFiles.parts(heading, ""), StandardCharsets.UTF_16), FileTrouble.UNREADABLE);
    }

    @Test
    void textInACdataSection_isRead() throws IOException {
        String person = "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t><![CDATA[<林晓]]]></t></is></c></row>";
        List<Line> lines = TestFiles.lines(TestFiles.workbook(TestFiles.row(1, HEADING) + person, ""));
        assertThat(lines.getFirst().cell(Column.NAME)).isEqualTo("<林晓]");
    }

    @Test
    void declaredEncodings_areUtf8OrRefused() throws IOException {
        for (String encoding : List.of("UTF-8", "GBK")) {
            Map<String, String> parts = new HashMap<>(TestFiles.parts(TestFiles.row(1, HEADING), ""));
            parts.replaceAll(
                    (_, part) -> "<?xml version=\"1.0\" encoding=\"" + encoding + "\" standalone=\"yes\"?>\n" + part);
            if (encoding.equals("UTF-8")) {
                assertThat(TestFiles.lines(TestFiles.zip(parts))).isEmpty();
            } else {
                assertRefused(TestFiles.zip(parts), FileTrouble.UNREADABLE);
            }
        }
    }

    /// The report tells rows apart by their numbers.
    @Test
    void rowNumbersThatDoNotGrow_areRefused() throws IOException {
        for (int again : new int[] {-3, 0, 1, 2}) {
            String rows =
                    TestFiles.row(1, HEADING) + TestFiles.row(2, PERSON.split(",")) + "<row r=\"" + again + "\"/>";
            assertRefused(TestFiles.workbook(rows, ""), FileTrouble.UNREADABLE);
        }
    }

    @Test
    void leftovers_goWhenTheyAreOld(@TempDir Path folder) throws IOException {
        Instant now = Instant.now();
        Path old = Files.writeString(folder.resolve("roster1.part"), "x");
        Files.setLastModifiedTime(old, FileTime.from(now.minusSeconds(7200)));
        Path fresh = Files.writeString(folder.resolve("roster2.part"), "x");
        Path other = Files.writeString(folder.resolve("other.part"), "x");
        Files.setLastModifiedTime(other, FileTime.from(now.minusSeconds(7200)));
        Scratch.sweep(folder, now.minusSeconds(3600));
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
        assertThat(other).exists();
    }

    @Test
    void documentTypes_areRefused() throws IOException {
        String sheet = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><sst><si><t>&e;</t></si></sst>";
        byte[] honest = TestFiles.workbook(TestFiles.row(1, HEADING), "");
        assertThat(TestFiles.lines(honest)).isEmpty();
        assertRefused(
                TestFiles.zip(Map.of(
                        "xl/workbook.xml",
                        "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                                + "<sheets><sheet r:id=\"a\"/></sheets></workbook>",
                        "xl/_rels/workbook.xml.rels",
                        "<Relationships><Relationship Id=\"a\" Target=\"s.xml\"/></Relationships>",
                        "xl/s.xml",
                        "<worksheet/>",
                        "xl/sharedStrings.xml",
                        sheet)),
                FileTrouble.UNREADABLE);
    }

    @Test
    void whatIsNoRoster_isSaidToBe() throws IOException {
        assertRefused(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0}, "old-or-locked-workbook");
        assertRefused("你好\n世界\n".getBytes(StandardCharsets.UTF_8), "no-heading");
        assertRefused("姓名,身份证号,手机号,手机号码\n".getBytes(StandardCharsets.UTF_8), "column-twice");
        assertRefused("姓名,身份证号,单位\n".getBytes(StandardCharsets.UTF_8), "columns-missing");
        assertRefused(new byte[] {'P', 'K', 3, 4, 1, 2, 3}, FileTrouble.UNREADABLE);
        assertRefused(new byte[0], "no-heading");
    }

    private static void assertRefused(byte[] file, String slug) {
        assertThatThrownBy(() -> TestFiles.lines(file))
                .isInstanceOfSatisfying(
                        FileTrouble.class, trouble -> assertThat(trouble.slug()).isEqualTo(slug));
    }
}
