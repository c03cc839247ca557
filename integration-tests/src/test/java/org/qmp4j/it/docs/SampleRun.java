package org.qmp4j.it.docs;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.QmpClient;

/** Runs a Java sample of the pages. */
final class SampleRun {
    private static final String PACKAGE = "org.qmp4j.examples.";

    private SampleRun() {}

    /** The method that contains a sample. The main method of the quickstart is its sample. */
    static Method method(String className, String sample) throws ClassNotFoundException {
        String wanted = className.equals("Quickstart") ? "main" : sample;
        return Arrays.stream(Class.forName(PACKAGE + className).getDeclaredMethods())
                .filter(method -> method.getName().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no method " + wanted + " in " + className));
    }

    /** Runs a sample with what its parameter asks for: a client, an address, or arguments of a program. */
    static void invoke(Method method, String address) throws Exception {
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

    /** The output without the parts that differ between runs, versions and machines. */
    static String comparable(String text, String address) {
        return text.strip()
                .replace(address, "ADDRESS")
                .replaceAll("\\d+\\.\\d+\\.\\d+( \\([^)]*\\))?", "VERSION")
                .replaceAll("[\\w.-]+ \\(pid \\d+\\)|another client", "PROCESS")
                .replaceAll("(\"(micro)?seconds\": ?)\\d+", "$1N")
                .replaceAll("\\d+\\.\\d ms", "N ms")
                // Removed in QEMU 8.1.
                .replace("\"singlestep\":false,", "")
                .replaceAll("qmp4j-[0-9a-f]{32}", "qmp4j-RANDOM");
    }
}
