package org.qmp4j.codegen;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names of classes that differ only in case. On a file system that ignores case they would have the same file. QEMU has such names:
 * {@code NetDevPasstOptions} of 10.2 is {@code NetdevPasstOptions} in 11.1.
 */
final class CaseClashes {
    private CaseClashes() {}

    /**
     * Returns new names, with underscores at the end, for names that differ only in case from an earlier one.
     *
     * @param names the names of the classes of a package, beginning with those that must not change
     */
    static Map<String, String> renamed(Collection<String> names) {
        Map<String, String> renamed = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (String name : new LinkedHashSet<>(names)) {
            String free = name;
            while (!taken.add(free.toLowerCase(Locale.ROOT))) {
                free += "_";
            }
            if (!free.equals(name)) {
                renamed.put(name, free);
            }
        }
        return renamed;
    }
}
