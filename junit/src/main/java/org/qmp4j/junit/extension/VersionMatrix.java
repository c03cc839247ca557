package org.qmp4j.junit.extension;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;
import org.qmp4j.junit.QemuTest;

/** Runs a method that is annotated with {@link QemuTest} once for each version. */
public final class VersionMatrix implements TestTemplateInvocationContextProvider {
    /** Called by JUnit. */
    public VersionMatrix() {}

    /** Whether this class runs the method, rather than once as other tests. */
    static boolean covers(ExtensionContext context) {
        return context.getTestMethod()
                .filter(method -> AnnotationSupport.isAnnotated(method, QemuTest.class))
                .isPresent();
    }

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return covers(context);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        return Choice.of(TestSettings.of(context), context).stream().map(Invocation::new);
    }

    /** One run of a test. */
    private record Invocation(Choice choice) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return choice.label();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new MachineExtension(choice));
        }
    }
}
