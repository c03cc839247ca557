import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Reads the XML reports of surefire and failsafe: {@code java TestReports.java FOLDER ...}.
 *
 * <p>Prints {@code PASSED FAILED SKIPPED} as three numbers in the first line, and then, a line each with tabs between,
 * {@code failed CLASS.TEST MESSAGE} and {@code skipped CLASS.TEST REASON}.
 */
public final class TestReports {

    private int passed;
    private final List<String> failures = new ArrayList<>();
    private final List<String> skips = new ArrayList<>();

    public static void main(String[] folders) throws Exception {
        TestReports reports = new TestReports();
        for (String folder : folders) {
            reports.addFolder(Path.of(folder));
        }
        System.out.println(reports.passed + " " + reports.failures.size() + " " + reports.skips.size());
        reports.failures.forEach(line -> System.out.println("failed\t" + line));
        reports.skips.forEach(line -> System.out.println("skipped\t" + line));
    }

    private void addFolder(Path folder) throws Exception {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "TEST-*.xml")) {
            found.forEach(files::add);
        } catch (IOException e) {
            return; // a module without tests has no folder of reports
        }
        files.sort(null);
        for (Path file : files) {
            addFile(file);
        }
    }

    private void addFile(Path file) throws Exception {
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
        NodeList tests = suite.getElementsByTagName("testcase");
        for (int i = 0; i < tests.getLength(); i++) {
            addTest((Element) tests.item(i));
        }
    }

    private void addTest(Element test) {
        String className = test.getAttribute("classname");
        String name = className.substring(className.lastIndexOf('.') + 1) + "." + test.getAttribute("name");
        Element failure = child(test, "failure", "error");
        Element skip = child(test, "skipped");
        if (failure != null) {
            failures.add(name + "\t" + message(failure));
        } else if (skip != null) {
            skips.add(name + "\t" + message(skip));
        } else {
            passed++;
        }
    }

    private static Element child(Element test, String... names) {
        for (String name : names) {
            NodeList found = test.getElementsByTagName(name);
            if (found.getLength() > 0) {
                return (Element) found.item(0);
            }
        }
        return null;
    }

    /** The first line of the message; the class of the exception if there is no message. */
    private static String message(Element element) {
        String message = element.getAttribute("message");
        String said = message.isBlank() ? element.getTextContent() : message;
        if (said.isBlank()) {
            said = element.getAttribute("type");
        }
        return said.strip()
                .replaceFirst("^org\\.opentest4j\\.TestAbortedException:\\s*(Assumption failed:\\s*)?", "")
                .lines()
                .findFirst()
                .orElse("no reason given")
                .replace('\t', ' ');
    }
}
