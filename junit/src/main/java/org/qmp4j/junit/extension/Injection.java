package org.qmp4j.junit.extension;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.qmp4j.client.QmpClient;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.junit.QemuMachine;
import org.qmp4j.machine.Console;
import org.qmp4j.machine.Machine;

/** The values of parameters and fields. */
final class Injection {
    private static final Set<Class<?>> WANTED = Set.of(Machine.class, QmpClient.class, Console.class, FakeQemu.class);

    private Injection() {}

    static boolean isWanted(Class<?> type) {
        return WANTED.contains(type);
    }

    /** The value for a parameter or a field; {@link QemuMachine} on it may name the machine. */
    static Object value(Class<?> type, AnnotatedElement place, TestSession session) {
        Optional<String> name =
                AnnotationSupport.findAnnotation(place, QemuMachine.class).map(QemuMachine::value);
        if (type == FakeQemu.class) {
            return session.fake();
        }
        if (type == QmpClient.class) {
            return session.client(name);
        }
        Machine machine = session.machine(name).machine();
        return type == Console.class ? machine.console() : machine;
    }

    /** Whether a test, its class or the methods before it need more than a fake. */
    static boolean asksForMachine(Class<?> testClass, Method test) {
        Stream<Class<?>> fields =
                ReflectionSupport.findFields(testClass, Injection::isFilled, HierarchyTraversalMode.TOP_DOWN).stream()
                        .map(Field::getType);
        Stream<Method> before = ReflectionSupport.findMethods(
                testClass,
                method -> AnnotationSupport.isAnnotated(method, BeforeEach.class),
                HierarchyTraversalMode.TOP_DOWN)
                .stream();
        Stream<Class<?>> parameters =
                Stream.concat(Stream.of(test), before).flatMap(method -> Stream.of(method.getParameterTypes()));
        return Stream.concat(fields, parameters).anyMatch(type -> isWanted(type) && type != FakeQemu.class);
    }

    /** Fills the fields of a test's instance. */
    static void fill(Object instance, Supplier<TestSession> session) {
        for (Field field : ReflectionSupport.findFields(
                instance.getClass(), Injection::isFilled, HierarchyTraversalMode.TOP_DOWN)) {
            try {
                field.setAccessible(true);
                field.set(instance, value(field.getType(), field, session.get()));
            } catch (IllegalAccessException impossible) {
                throw new IllegalStateException("cannot set " + field, impossible);
            }
        }
    }

    private static boolean isFilled(Field field) {
        int modifiers = field.getModifiers();
        return isWanted(field.getType()) && !Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers);
    }
}
