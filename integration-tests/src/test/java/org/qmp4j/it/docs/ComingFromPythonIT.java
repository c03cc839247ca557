package org.qmp4j.it.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.qmp4j.it.support.DiallingQemu;
import org.qmp4j.it.support.PythonPeer;
import org.qmp4j.it.support.RealQemu;

/**
 * Runs each pair of samples of coming-from-python.md against the same QEMU, first Python's and then Java's, and compares what
 * they print.
 */
class ComingFromPythonIT {
    private static final Path PAGE = MarkdownPages.ROOT.resolve("docs/guide/coming-from-python.md");
    private static final String ADDRESS = "/tmp/vm.qmp";

    /** For the samples that continue with the {@code vm} of the first one. */
    private static final String CONNECTED = """
            from qemu.qmp.legacy import QEMUMonitorProtocol
            vm = QEMUMonitorProtocol("/tmp/vm.qmp")
            vm.connect()
            """;

    @TestFactory
    Stream<DynamicTest> bothSamplesOfAPairPrintTheSame() {
        PythonPeer.require();
        List<MarkdownPages.Block> blocks = MarkdownPages.blocks(PAGE);
        List<Integer> pairs = IntStream.range(0, blocks.size())
                .filter(i -> blocks.get(i).language().equals("python"))
                .boxed()
                .toList();
        assertThat(pairs).hasSizeGreaterThan(5);
        return pairs.stream()
                .map(i -> DynamicTest.dynamicTest(
                        blocks.get(i).place(),
                        () -> compare(
                                blocks.get(i),
                                blocks.get(i + 1),
                                blocks.get(i + 2).text())));
    }

    private static void compare(MarkdownPages.Block python, MarkdownPages.Block java, String expected)
            throws Exception {
        Method method =
                SampleRun.method("FromPython", java.remark().orElseThrow().replaceFirst(".*#", ""));
        boolean listens = python.text().contains("server=True");
        try (RealQemu qemu = listens ? DiallingQemu.startIn(RealQemu.newFolder(), "-S") : RealQemu.start("-S")) {
            String address = qemu.path(listens ? "in" : "qmp").toString();
            String program = python.text().contains("import QEMUMonitorProtocol")
                            || python.text().contains("asyncio.run")
                    ? python.text()
                    : CONNECTED + python.text() + "\nvm.close()\n";
            assertThat(printedByPython(program.replace(ADDRESS, address), qemu.path("stderr")))
                    .isEqualTo(expected);
            assertThat(Printed.by(() -> SampleRun.invoke(method, address))).isEqualTo(expected);
        }
    }

    private static String printedByPython(String program, Path errors) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(PythonPeer.require().toString(), "-c", program)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        builder.environment().put("PYTHONPATH", System.getProperty("qmp4j.python.path", ""));
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.start();
        try {
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }
}
