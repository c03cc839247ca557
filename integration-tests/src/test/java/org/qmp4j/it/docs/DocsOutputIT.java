package org.qmp4j.it.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.examples.Agent;
import org.qmp4j.it.support.DiallingQemu;
import org.qmp4j.it.support.Programs;
import org.qmp4j.it.support.RealQemu;

/**
 * Runs each Java sample that the pages show with its output ({@code <!-- prints -->} above that block) against a QEMU of
 * its own. The sample's region bears the name of the method that it stands in.
 */
class DocsOutputIT {
    private static final String PACKAGE = "org.qmp4j.examples.";
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
        Method method = method(sample);
        try (RealQemu qemu = qemuFor(method)) {
            String address = qemu.path(socket(method)).toString();
            String printed = Printed.by(() -> invoke(method, address));
            assertThat(comparable(printed, address))
                    .as("what %s shows", sample.output().place())
                    .isEqualTo(comparable(sample.output().text(), ADDRESS_IN_PAGES));
        }
    }

    private static Method method(Sample sample) throws ClassNotFoundException {
        String wanted = sample.className().equals("Quickstart") ? "main" : sample.method();
        return Arrays.stream(Class.forName(PACKAGE + sample.className()).getDeclaredMethods())
                .filter(method -> method.getName().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no method " + wanted + " in " + sample.className()));
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

    private static void invoke(Method method, String address) throws Exception {
        Endpoint endpoint = Endpoint.unix(address);
        Class<?>[] parameters = method.getParameterTypes();
        if (parameters.length == 0) {
            call(method);
        } else if (parameters[0] == GuestAgentClient.class) {
            try (GuestAgentClient guest = GuestAgentClient.connect(endpoint)) {
                call(method, guest);
            }
        } else if (parameters[0] == QmpClient.class) {
            try (QmpClient vm = QmpClient.connect(endpoint)) {
                call(method, vm);
            }
        } else {
            call(method, parameters[0] == String.class ? address : (Object) new String[] {address});
        }
    }

    private static void call(Method method, Object... arguments) throws Exception {
        try {
            method.setAccessible(true);
            method.invoke(null, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    /** Without what differs from one run, QEMU or machine to the next. */
    private static String comparable(String text, String address) {
        return text.strip()
                .replace(address, "ADDRESS")
                .replaceAll("\\d+\\.\\d+\\.\\d+( \\([^)]*\\))?", "VERSION")
                .replaceAll("[\\w.-]+ \\(pid \\d+\\)|another client", "PROCESS")
                .replaceAll("(\"(micro)?seconds\": ?)\\d+", "$1N")
                .replaceAll("\\d+\\.\\d ms", "N ms")
                // Gone since QEMU 8.1.
                .replace("\"singlestep\":false,", "")
                .replaceAll("qmp4j-[0-9a-f]{32}", "qmp4j-RANDOM");
    }
}
