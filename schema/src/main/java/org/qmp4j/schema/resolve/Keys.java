package org.qmp4j.schema.resolve;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.qmp4j.schema.source.Syntax;

/** Which keys an object of the schema language must and may have. */
record Keys(List<String> required, List<String> optional) {
    void require(Syntax.Members object, Origin origin, String source) {
        Set<String> missing = new TreeSet<>(required);
        missing.removeAll(object.map().keySet());
        if (!missing.isEmpty()) {
            throw origin.refusal(source + " misses key" + listed(missing));
        }
        Set<String> allowed = new TreeSet<>(required);
        allowed.addAll(optional);
        Set<String> unknown = new TreeSet<>(object.map().keySet());
        unknown.removeAll(allowed);
        if (!unknown.isEmpty()) {
            throw origin.refusal(
                    source + " has unknown key" + listed(unknown) + "\nValid keys are " + quoted(allowed) + ".");
        }
    }

    private static String listed(Collection<String> keys) {
        return (keys.size() > 1 ? "s " : " ") + quoted(keys);
    }

    private static String quoted(Collection<String> keys) {
        return keys.stream().map(key -> "'" + key + "'").collect(Collectors.joining(", "));
    }
}
