package org.qmp4j.junit.extension;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.qmp4j.junit.QemuTest;

/**
 * Members of the annotations at a test and around it. The innermost annotation that sets a member wins; an empty array means
 * that it is not set.
 *
 * @param tests the innermost annotation first
 */
record InnermostMember(List<QemuTest> tests) {
    /** The values of a member that takes several; none if it is not set. */
    <T> List<T> values(Function<QemuTest, T[]> member) {
        return tests.stream()
                .map(member)
                .filter(values -> values.length > 0)
                .findFirst()
                .map(Arrays::asList)
                .orElse(List.of());
    }

    /**
     * The value of a member that takes one.
     *
     * @param member returns an array of T, or of its primitive type
     * @throws IllegalArgumentException if it is set to several values
     */
    @SuppressWarnings("unchecked")
    <T> T value(String name, Function<QemuTest, Object> member, T byDefault) {
        List<Object> values = tests.stream()
                .map(member)
                .filter(array -> Array.getLength(array) > 0)
                .findFirst()
                .map(InnermostMember::elements)
                .orElse(List.of(byDefault));
        if (values.size() > 1) {
            throw new IllegalArgumentException("@QemuTest(" + name + ") takes one value, not " + values);
        }
        return (T) values.get(0);
    }

    private static List<Object> elements(Object array) {
        return IntStream.range(0, Array.getLength(array))
                .mapToObj(i -> Array.get(array, i))
                .toList();
    }
}
