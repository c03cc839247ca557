package org.qmp4j.junit.extension;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/** If JUnit runs tests in parallel, tests of one class take turns, because they share machines. */
public final class OneTestAtATime implements ResourceLocksProvider {
    /** Called by JUnit. */
    public OneTestAtATime() {}

    @Override
    public Set<Lock> provideForMethod(List<Class<?>> enclosing, Class<?> testClass, Method testMethod) {
        Class<?> outermost = enclosing.isEmpty() ? testClass : enclosing.get(0);
        return Set.of(new Lock("qmp4j machines of " + outermost.getName()));
    }
}
