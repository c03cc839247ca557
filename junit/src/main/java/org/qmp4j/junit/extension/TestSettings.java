package org.qmp4j.junit.extension;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * The combined settings of the annotations on a test, its class and the enclosing classes.
 *
 * @param versions the versions to run on; none for any
 * @param required whether all of them must be there
 * @param fake whether a fake takes QEMU's place
 * @param startFrom in which state a test finds its machines
 * @param accelerator the accelerator; empty for the default
 * @param emulator the name of the emulator
 * @param machines the machines
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

    /** Carries the annotation of a machine with all defaults. */
    @QemuMachine
    private static final class Defaults {}

    private static final QemuMachine DEFAULT_MACHINE = Defaults.class.getAnnotation(QemuMachine.class);

    static TestSettings of(ExtensionContext context) {
        List<AnnotatedElement> places = places(context);
        List<QemuTest> tests = places.stream()
                .flatMap(place -> AnnotationSupport.findAnnotation(place, QemuTest.class).stream())
                .toList();
        List<QemuMachine> machines = places.stream()
                .map(place -> AnnotationSupport.findRepeatableAnnotations(place, QemuMachine.class))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of(DEFAULT_MACHINE));
        requireDifferentNames(machines);
        InnermostMember members = new InnermostMember(tests);
        return new TestSettings(
                versions(members),
                members.value("required", QemuTest::required, false),
                members.value("fake", QemuTest::fake, false),
                members.value("startFrom", QemuTest::startFrom, StartFrom.SAVED_STATE),
                accelerator(members.value("accelerator", QemuTest::accelerator, "")),
                members.value("emulator", QemuTest::emulator, "qemu-system-x86_64"),
                machines);
    }

    private static List<String> versions(InnermostMember members) {
        List<String> versions = members.values(QemuTest::versions);
        return versions.equals(List.of("")) ? List.of() : versions;
    }

    private static Optional<Accelerator> accelerator(String name) {
        return name.isEmpty() ? Optional.empty() : Optional.of(Accelerator.named(name, "@QemuTest(accelerator)"));
    }

    /** The method, its class, the enclosing classes: the innermost first. */
    static List<AnnotatedElement> places(ExtensionContext context) {
        List<AnnotatedElement> places = new ArrayList<>();
        context.getTestMethod().ifPresent(places::add);
        context.getTestClass().ifPresent(places::add);
        List<Class<?>> around = new ArrayList<>(context.getEnclosingTestClasses());
        Collections.reverse(around);
        places.addAll(around);
        return places;
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
