package cn.chaoxue.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// How many tests ran, summed over the JUnit reports of Java and of the web pages; `again` names those that passed only
/// when they were run a second time.
record TestCounts(int passed, int failed, int skipped, List<String> again) {

    private static final TestCounts NONE = new TestCounts(0, 0, 0, List.of());
    private static final TestCounts ONE = new TestCounts(1, 0, 0, List.of());

    /// Sums the reports of these folders; absent reports count nothing.
    static TestCounts read(List<Path> folders) throws IOException {
        TestCounts sum = NONE;
        for (Path folder : folders) {
            for (Path report : reports(folder)) {
                sum = sum.plus(of(report));
            }
        }
        return sum;
    }

    String line() {
        return passed + " passed, " + failed + " failed, " + skipped + " skipped";
    }

    private TestCounts plus(TestCounts other) {
        List<String> both = new ArrayList<>(again);
        both.addAll(other.again);
        return new TestCounts(passed + other.passed, failed + other.failed, skipped + other.skipped, both);
    }

    private static List<Path> reports(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .toList();
        }
    }

    private static TestCounts of(Path report) throws IOException {
        XMLInputFactory xml = XMLInputFactory.newFactory();
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        TestCounts sum = NONE;
        try (InputStream in = Files.newInputStream(report)) {
            XMLStreamReader reader = xml.createXMLStreamReader(in);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.START_ELEMENT
                        && reader.getLocalName().equals("testcase")) {
                    sum = sum.plus(ofCase(reader));
                }
            }
            return sum;
        } catch (XMLStreamException e) {
            throw new IOException(report + " is not a test report: " + e.getMessage(), e);
        }
    }

    /// Reads to the end of the case: what stands in it says how it went. A suite's own sums leave out what ran twice.
    private static TestCounts ofCase(XMLStreamReader test) throws XMLStreamException {
        String name = test.getAttributeValue("", "classname") + "." + test.getAttributeValue("", "name");
        TestCounts counts = ONE;
        while (test.next() != XMLStreamReader.END_ELEMENT
                || !test.getLocalName().equals("testcase")) {
            if (test.isStartElement()) {
                counts = switch (test.getLocalName()) {
                    case "failure", "error" -> new TestCounts(0, 1, 0, List.of());
                    case "skipped" -> new TestCounts(0, 0, 1, List.of());
                    case "flakyFailure", "flakyError" -> new TestCounts(1, 0, 0, List.of(name));
                    default -> counts;
                };
            }
        }
        return counts;
    }
}
