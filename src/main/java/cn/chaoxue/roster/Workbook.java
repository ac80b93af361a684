package cn.chaoxue.roster;

import cn.chaoxue.roster.BoundedXml.Budget;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// What a workbook says of itself: where its first visible sheet is, and how it counts days.
record Workbook(String sheet, boolean since1904) {

    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    static Workbook read(ZipFile zip, Budget budget) throws IOException, XMLStreamException {
        String relation = null;
        boolean since1904 = false;
        try (InputStream in = XlsxTable.part(zip, "xl/workbook.xml", budget)) {
            XMLStreamReader xml = SafeXml.reader(in);
            while (xml.hasNext()) {
                if (SafeXml.next(xml) != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                if (xml.getLocalName().equals("workbookPr")) {
                    String day = xml.getAttributeValue(null, "date1904");
                    since1904 = "1".equals(day) || "true".equals(day);
                } else if (xml.getLocalName().equals("sheet")
                        && relation == null
                        && (xml.getAttributeValue(null, "state") == null
                                || "visible".equals(xml.getAttributeValue(null, "state")))) {
                    relation = relation(xml);
                }
            }
        }
        return new Workbook(target(zip, relation, budget), since1904);
    }

    private static @Nullable String relation(XMLStreamReader xml) {
        String id = xml.getAttributeValue(RELATIONS, "id");
        return id == null ? xml.getAttributeValue(STRICT_RELATIONS, "id") : id;
    }

    private static String target(ZipFile zip, @Nullable String relation, Budget budget)
            throws IOException, XMLStreamException {
        try (InputStream in = XlsxTable.part(zip, "xl/_rels/workbook.xml.rels", budget)) {
            XMLStreamReader xml = SafeXml.reader(in);
            while (xml.hasNext()) {
                if (SafeXml.next(xml) == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("Relationship")
                        && xml.getAttributeValue(null, "Id").equals(relation)) {
                    String target = xml.getAttributeValue(null, "Target");
                    return target.startsWith("/") ? target.substring(1) : "xl/" + target;
                }
            }
        }
        throw new FileTrouble(FileTrouble.UNREADABLE);
    }
}
