package org.qmp4j.junit.extension;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.qmp4j.junit.QemuMachine;
import org.qmp4j.junit.QemuTest;
import org.qmp4j.junit.StartFrom;
import org.qmp4j.machine.part.Accelerator;

/**
 * What the annotations at a test, its class and the classes around that say together.
 *
 * @param versions the versions to run on; none for any
 * @param required whether all of them must be there
 * @param fake whether a fake takes QEMU's place
 * @param startFrom in which state a test finds its machines
 * @param accelerator what runs the guests' instructions; empty for the default
 * @param emulator which emulator is looked for
 * @param machines what the machines are
 */
record TestSettings(
        List<String> versions,
        boolean required,
        boolean fake,
        StartFrom startFrom,
        Optional<Accelerator> accelerator,
        String emulator,
        List<QemuMachine> machines) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");

    /** The annotation with nothing said, and a machine with nothing said. */
    @QemuTest
    @QemuMachine
    private static final class Nothing {}

    private static final QemuTest NO_TEST = Nothing.class.getAnnotation(QemuTest.class);
    private static final QemuMachine NO_MACHINE = Nothing.class.getAnnotation(QemuMachine.class);

    static TestSettings of(ExtensionContext context) {
        List<AnnotatedElement> places = places(context);
        List<QemuTest> said = places.stream()
                .flatMap(place -> AnnotationSupport.findAnnotation(place, QemuTest.class).stream())
                .toList();
        List<QemuMachine> machines = places.stream()
                .map(place -> AnnotationSupport.findRepeatableAnnotations(place, QemuMachine.class))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of(NO_MACHINE));
        requireDifferentNames(machines);
        return new TestSettings(
                first(said, test -> List.of(test.versions())),
                first(said, QemuTest::required),
                first(said, QemuTest::fake),
                first(said, QemuTest::startFrom),
                accelerator(first(said, QemuTest::accelerator)),
                first(said, QemuTest::emulator),
                machines);
    }

    private static Optional<Accelerator> accelerator(String name) {
        return name.isEmpty() ? Optional.empty() : Optional.of(Accelerator.named(name, "@QemuTest(accelerator)"));
    }

    /** The method, its class, the classes around that: what is nearer goes first. */
    static List<AnnotatedElement> places(ExtensionContext context) {
        List<AnnotatedElement> places = new ArrayList<>();
        context.getTestMethod().ifPresent(places::add);
        context.getTestClass().ifPresent(places::add);
        List<Class<?>> around = new ArrayList<>(context.getEnclosingTestClasses());
        Collections.reverse(around);
        places.addAll(around);
        return places;
    }

    /** What the nearest annotation says that says something. */
    private static <T> T first(List<QemuTest> said, Function<QemuTest, T> member) {
        T nothing = member.apply(NO_TEST);
        return said.stream()
                .map(member)
                .filter(value -> !value.equals(nothing))
                .findFirst()
                .orElse(nothing);
    }

    private static void requireDifferentNames(List<QemuMachine> machines) {
        Set<String> names = machines.stream().map(QemuMachine::value).collect(Collectors.toSet());
        if (names.size() < machines.size()) {
            throw new IllegalArgumentException(
                    "each machine of a test needs a name of its own: @QemuMachine(\"server\"), not "
                            + machines.stream().map(QemuMachine::value).toList());
        }
    }

    /** A text with the configuration parameters that it names filled in. */
    static String fill(String text, ExtensionContext context) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        return placeholder.replaceAll(found -> Matcher.quoteReplacement(context.getConfigurationParameter(
                        found.group(1))
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' names '" + found.group(1)
                        + "', but there is neither a configuration parameter nor a system property of that name"))));
    }
}
