package org.qmp4j.client;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.thread.OwnedFuture;

/** Checks the rules in ARCHITECTURE.md and CONCURRENCY.md for all classes of the client and the protocol. */
@Tag("newest-jdk")
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("org.qmp4j.client", "org.qmp4j.protocol");

    @Test
    void dataFlowsOneWayThroughTheLayers() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("client")
                .definedBy("org.qmp4j.client")
                .layer("session")
                .definedBy("org.qmp4j.client.session")
                .layer("message")
                .definedBy("org.qmp4j.client.message")
                .layer("framing")
                .definedBy("org.qmp4j.client.framing")
                .layer("transport")
                .definedBy("org.qmp4j.client.transport")
                .layer("spi")
                .definedBy("org.qmp4j.client.spi")
                .layer("process")
                .definedBy("org.qmp4j.client.process")
                .layer("thread")
                .definedBy("org.qmp4j.client.thread")
                .layer("options")
                .definedBy("org.qmp4j.client.options")
                .layer("event")
                .definedBy("org.qmp4j.client.event")
                .layer("observer")
                .definedBy("org.qmp4j.client.observer")
                .layer("error")
                .definedBy("org.qmp4j.client.error")
                .layer("protocol")
                .definedBy("org.qmp4j.protocol")
                .whereLayer("client")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("session")
                .mayOnlyBeAccessedByLayers("client")
                .whereLayer("message")
                .mayOnlyBeAccessedByLayers("session")
                .whereLayer("framing")
                .mayOnlyBeAccessedByLayers("message", "session", "client")
                .whereLayer("transport")
                .mayOnlyBeAccessedByLayers("client")
                .whereLayer("spi")
                .mayOnlyBeAccessedByLayers("transport", "session", "client")
                .whereLayer("process")
                .mayOnlyBeAccessedByLayers("transport")
                .whereLayer("thread")
                .mayOnlyBeAccessedByLayers("process", "spi", "transport", "session", "client")
                .whereLayer("options")
                .mayOnlyBeAccessedByLayers("spi", "transport", "session", "client")
                .whereLayer("event")
                .mayOnlyBeAccessedByLayers("options", "session", "client")
                .whereLayer("observer")
                .mayOnlyBeAccessedByLayers("options", "session", "client")
                .whereLayer("error")
                .mayOnlyAccessLayers("protocol")
                .whereLayer("protocol")
                .mayNotAccessAnyLayer()
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.qmp4j.(*)..(*)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void threadsAreMadeInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.qmp4j.client.thread")
                .should()
                .callConstructorWhere(target(owner(assignableTo(Thread.class)
                        .or(assignableTo(ExecutorService.class))
                        .or(assignableTo(Timer.class)))))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Executors.class)
                .orShould()
                .callMethodWhere(target(nameMatching("(startVirtualThread|ofVirtual|ofPlatform)")))
                .check(CLASSES);
    }

    @Test
    void nothingUsesTheCommonPool() {
        noClasses()
                .that()
                // A caller that calls orTimeout on such a future chooses the JDK's timer.
                .doNotBelongToAnyOf(OwnedFuture.class)
                .should()
                .callMethodWhere(target(nameMatching("(\\w+Async|orTimeout|completeOnTimeout)"))
                        .and(target(owner(type(CompletableFuture.class)))))
                .check(CLASSES);
    }

    @Test
    void nothingIsSynchronized() throws Exception {
        methods().should().notHaveModifier(SYNCHRONIZED).check(CLASSES);
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            // Class files mark synchronized methods only, not synchronized blocks.
            List<Path> withBlocks = sources.filter(path -> path.toString().endsWith(".java"))
                    .filter(ArchitectureTest::hasSynchronizedBlock)
                    .toList();
            assertThat(withBlocks).isEmpty();
        }
    }

    private static boolean hasSynchronizedBlock(Path source) {
        try {
            return Files.readString(source).contains("synchronized (");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void jacksonIsTheOnlyLibraryAndSystemLoggerTheOnlyLog() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "org.qmp4j..",
                                "java..",
                                "javax.net..",
                                "javax.security..",
                                "tools.jackson..",
                                "org.jspecify..")
                        .negate()
                        .or(resideInAnyPackage("java.util.logging..")))
                .check(CLASSES);
    }

    @Test
    void theProtocolDoesNoInputOrOutput() {
        noClasses()
                .that()
                .resideInAPackage("org.qmp4j.protocol..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.channels..", "java.nio.file..", "javax.net..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ExecutorService.class)
                .check(CLASSES);
    }
}
