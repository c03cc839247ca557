package org.qmp4j.junit.extension;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.junit.QemuTest;
import org.qmp4j.machine.host.QemuInstallations;

/** Checks the requirements of tests that are not a {@link QemuTest} on the first QEMU of this host; those check their own QEMU. */
public final class RequirementCondition implements ExecutionCondition {
    /** Called by JUnit. */
    public RequirementCondition() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean isQemuTest = TestSettings.places(context).stream()
                .anyMatch(place -> AnnotationSupport.isAnnotated(place, QemuTest.class));
        if (isQemuTest || hasQemuTests(context)) {
            return ConditionEvaluationResult.enabled("checked for the QEMU that the test runs on");
        }
        try {
            return Requirements.of(context).check(QemuInstallations.ofThisHost().first());
        } catch (QmpException none) {
            return ConditionEvaluationResult.disabled(none.getMessage());
        }
    }

    /** Whether this is a class with tests that check their own QEMU. */
    private static boolean hasQemuTests(ExtensionContext context) {
        return context.getTestMethod().isEmpty()
                && context.getTestClass()
                        .map(tests -> AnnotationSupport.findAnnotatedMethods(
                                tests, QemuTest.class, HierarchyTraversalMode.TOP_DOWN))
                        .filter(found -> !found.isEmpty())
                        .isPresent();
    }
}
