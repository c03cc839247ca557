package org.qmp4j.schema;

import java.util.function.Predicate;
import org.qmp4j.schema.introspection.BuildSchema;
import org.qmp4j.schema.model.Schema;

/**
 * The answer to {@code query-qmp-schema} of a QEMU that was built from a schema's source.
 *
 * <p>That depends on the switches of the build, for example {@code CONFIG_LINUX}, {@code TARGET_I386}: what has a
 * condition ({@code if}) is there where the condition holds.
 */
public final class QemuBuild {
    private QemuBuild() {}

    /**
     * The commands and events of that build, and the types they lead to, as introspection shows them: without bases, of
     * which each type has the members itself; with one type of integers; without remarks, and without flags other than
     * {@code allow-oob}. The types keep their names, which introspection replaces by numbers.
     *
     * @param isSet which switches are set
     */
    public static Schema introspection(Schema schema, Predicate<? super String> isSet) {
        return new BuildSchema(schema, isSet).introspection();
    }
}
