package org.qmp4j.schema.resolve;

import java.util.Map;
import org.qmp4j.schema.source.Syntax;

/** A value that may be written alone or, where there is more to say, as the member of an object. */
final class Shorthand {
    private Shorthand() {}

    /** {@code 'str'} becomes {@code { 'type': 'str' }}. */
    static Syntax.Members expand(Syntax syntax, String key) {
        return syntax instanceof Syntax.Members members
                ? members
                : new Syntax.Members(syntax.at(), Map.of(key, syntax));
    }
}
