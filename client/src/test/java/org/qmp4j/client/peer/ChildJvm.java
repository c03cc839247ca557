package org.qmp4j.client.peer;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program of the tests in a separate JVM. */
public final class ChildJvm {
    private ChildJvm() {}

    /** The command line that starts it, with these options of the JVM. */
    public static ProcessBuilder of(Class<?> program, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    private static String classPath() {
        return Stream.of(
                        testClasses(),
                        System.getProperty("java.class.path", ""),
                        System.getProperty("jdk.module.path", ""))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String testClasses() {
        URI own = URI.create(Objects.requireNonNull(ChildJvm.class.getResource("ChildJvm.class"))
                .toString());
        return Path.of(own).resolve("../../../../../..").normalize().toString();
    }
}
