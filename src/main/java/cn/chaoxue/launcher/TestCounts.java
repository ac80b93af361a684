package cn.chaoxue.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// How many tests ran, summed over the JUnit reports of Java and of the web pages.
record TestCounts(int passed, int failed, int skipped) {

    /// Sums the reports of these folders; absent reports count nothing.
    static TestCounts read(List<Path> folders) throws IOException {
        TestCounts sum = new TestCounts(0, 0, 0);
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
        return new TestCounts(passed + other.passed, failed + other.failed, skipped + other.skipped);
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
        TestCounts sum = new TestCounts(0, 0, 0);
        try (InputStream in = Files.newInputStream(report)) {
            XMLStreamReader reader = xml.createXMLStreamReader(in);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.START_ELEMENT
                        && reader.getLocalName().equals("testsuite")) {
                    sum = sum.plus(ofSuite(reader));
                }
            }
            return sum;
        } catch (XMLStreamException e) {
            throw new IOException(report + " is not a test report: " + e.getMessage(), e);
        }
    }

    private static TestCounts ofSuite(XMLStreamReader suite) {
        int failed = number(suite, "failures") + number(suite, "errors");
        int skipped = number(suite, "skipped");
        return new TestCounts(number(suite, "tests") - failed - skipped, failed, skipped);
    }

    private static int number(XMLStreamReader suite, String attribute) {
        String value = suite.getAttributeValue("", attribute);
        return value == null || value.isEmpty() ? 0 : Integer.parseInt(value);
    }
}
