package org.qmp4j.junit.extension;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives a test its machines, and records their state if it fails. Tests that run once use the instance that JUnit makes; each run of
 * {@link VersionMatrix} has an instance of its own, which knows its QEMU.
 */
public final class MachineExtension
        implements ExecutionCondition,
                ParameterResolver,
                BeforeEachCallback,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler,
                AfterTestExecutionCallback,
                AfterEachCallback {
    private final @Nullable Choice given;

    /** Called by JUnit. */
    public MachineExtension() {
        this.given = null;
    }

    MachineExtension(Choice given) {
        this.given = given;
    }

    /** Whether this instance is in charge: the common one is not if there is one for this run. */
    private boolean isInCharge(ExtensionContext context) {
        return context.getTestMethod().isPresent() && (given != null || !VersionMatrix.covers(context));
    }

    private Choice choice(ExtensionContext context) {
        if (given != null) {
            return given;
        }
        List<Choice> choices = Choice.of(TestSettings.of(context), context);
        if (choices.size() > 1) {
            throw new IllegalStateException(context.getRequiredTestMethod().getName() + " should run on "
                    + choices.size() + " versions, but @Test runs it once: use @QemuTest instead");
        }
        return choices.get(0);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (!isInCharge(context)) {
            return ConditionEvaluationResult.enabled("handled by another extension");
        }
        Choice choice = choice(context);
        if (choice instanceof Choice.LeftOut leftOut) {
            return ConditionEvaluationResult.disabled(leftOut.reason());
        }
        if (choice instanceof Choice.Missing missing) {
            return TestSettings.of(context).required()
                    ? ConditionEvaluationResult.enabled("required: it will fail")
                    : ConditionEvaluationResult.disabled(missing.reason());
        }
        return choice instanceof Choice.Installed installed
                ? Requirements.of(context).check(installed.qemu())
                : ConditionEvaluationResult.enabled(choice.label());
    }

    private TestSession session(ExtensionContext context) {
        return context.getStore(Groups.NAMESPACE)
                .getOrComputeIfAbsent(
                        TestSession.class, absent -> TestSession.begin(context, choice(context)), TestSession.class);
    }

    private static Optional<TestSession> existing(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(Groups.NAMESPACE).get(TestSession.class, TestSession.class));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return isInCharge(context)
                && Injection.isWanted(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Injection.value(parameter.getParameter().getType(), parameter.getParameter(), session(context));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!isInCharge(context)) {
            return;
        }
        if (choice(context) instanceof Choice.Missing missing) {
            throw new IllegalStateException(missing.label() + " is required: " + missing.reason());
        }
        // Not when the first parameter is resolved: JUnit would wrap what is thrown then, and a skipped test would
        // fail.
        if (Injection.asksForMachine(context.getRequiredTestClass(), context.getRequiredTestMethod())) {
            prepare(session(context));
        }
        for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
            Injection.fill(instance, () -> session(context));
        }
    }

    private static void prepare(TestSession session) {
        try {
            session.prepare();
        } catch (RuntimeException failed) {
            session.refusePanics(failed);
            throw failed;
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explained(context, failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explained(context, failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explained(context, failure);
    }

    /** If the guest panicked, that is the reason of the failure, whatever the test reported. */
    private Throwable explained(ExtensionContext context, Throwable failure) {
        if (isInCharge(context)) {
            existing(context).ifPresent(session -> session.refusePanics(failure));
        }
        return failure;
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (isInCharge(context) && context.getExecutionException().isEmpty()) {
            existing(context).ifPresent(session -> session.refusePanics(null));
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (isInCharge(context)) {
            existing(context).ifPresent(session -> session.end(context));
        }
    }
}
