package cn.chaoxue.roster;

import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// XML of strangers: in UTF-8, no document types, so no entities, nothing from outside, nothing nested without end.
final class SafeXml {

    private static final XMLInputFactory FACTORY = factory();
    /// Given, so that no part chooses another, in which [Markup] would not see what it looks for.
    private static final String ENCODING = "UTF-8";
    private static final String DEEPEST = "64";

    private SafeXml() {}

    static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        XMLStreamReader xml = FACTORY.createXMLStreamReader(in, ENCODING);
        String declared = xml.getCharacterEncodingScheme();
        if (declared != null && !declared.equalsIgnoreCase(ENCODING)) {
            throw new FileTrouble(FileTrouble.UNREADABLE);
        }
        return xml;
    }

    /// The next event; a document type ends it all.
    static int next(XMLStreamReader xml) throws XMLStreamException {
        int event = xml.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new FileTrouble(FileTrouble.UNREADABLE);
        }
        return event;
    }

    /// Adds the text of the element that begins here, as far as a cell may be long; elements within are passed over.
    static void text(XMLStreamReader xml, StringBuilder to) throws XMLStreamException {
        int depth = 1;
        while (depth > 0 && xml.hasNext()) {
            switch (next(xml)) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    int room = Cell.MOST_CHARACTERS + 1 - to.length();
                    int length = Math.min(room, xml.getTextLength());
                    if (depth == 1 && length > 0) {
                        to.append(xml.getTextCharacters(), xml.getTextStart(), length);
                    }
                }
                default -> {}
            }
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty("jdk.xml.maxElementDepth", DEEPEST);
        factory.setXMLResolver((_, _, _, _) -> {
            throw new FileTrouble(FileTrouble.UNREADABLE);
        });
        return factory;
    }
}
