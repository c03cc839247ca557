package org.qmp4j.it.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.qmp4j.examples.Agent;
import org.qmp4j.it.support.DiallingQemu;
import org.qmp4j.it.support.Programs;
import org.qmp4j.it.support.RealQemu;

/**
 * Runs each Java sample that the pages show with its output ({@code <!-- prints -->} above that block) against a QEMU of
 * its own. The sample's region has the name of the method that contains it.
 */
class DocsOutputIT {
    private static final String ADDRESS_IN_PAGES = "/tmp/vm.qmp";

    private record Sample(MarkdownPages.Block output, String className, String method) {}

    @TestFactory
    Stream<DynamicTest> samplesPrintWhatThePagesShow() {
        String version = System.getProperty("qmp4j.qemu.name", "");
        assumeTrue(version.isEmpty() || version.equals("7.2"), "the pages show what QEMU 7.2 says");
        return MarkdownPages.all().stream()
                .flatMap(page -> samples(page).stream())
                .map(sample -> DynamicTest.dynamicTest(
                        sample.className() + "#" + sample.method() + ", "
                                + sample.output().place(),
                        () -> run(sample)));
    }

    private static List<Sample> samples(Path page) {
        List<Sample> samples = new ArrayList<>();
        String source = "";
        for (MarkdownPages.Block block : MarkdownPages.blocks(page)) {
            if (block.language().equals("java")) {
                source = block.remark().orElseThrow();
            } else if (block.remark().filter("prints"::equals).isPresent()) {
                String className = source.replaceFirst(".*/(\\w+)\\.java#.*", "$1");
                samples.add(new Sample(block, className, source.replaceFirst(".*#", "")));
            }
        }
        return samples;
    }

    private static void run(Sample sample) throws Exception {
        Method method = SampleRun.method(sample.className(), sample.method());
        try (RealQemu qemu = qemuFor(method)) {
            String address = qemu.path(socket(method)).toString();
            String printed = Printed.by(() -> SampleRun.invoke(method, address));
            assertThat(SampleRun.comparable(printed, address))
                    .as("what %s shows", sample.output().place())
                    .isEqualTo(SampleRun.comparable(sample.output().text(), ADDRESS_IN_PAGES));
        }
    }

    private static RealQemu qemuFor(Method method) throws Exception {
        if (method.getDeclaringClass() == Agent.class) {
            assumeTrue(Programs.find("qemu-ga").isPresent(), "no qemu-ga");
            return RealQemu.startGuestAgent(RealQemu.newFolder());
        }
        return isListener(method) ? DiallingQemu.startIn(RealQemu.newFolder(), "-S") : RealQemu.start("-S");
    }

    private static String socket(Method method) {
        if (method.getDeclaringClass() == Agent.class) {
            return "qga";
        }
        return isListener(method) ? "in" : "qmp";
    }

    private static boolean isListener(Method method) {
        return method.getName().equals("listen");
    }
}
