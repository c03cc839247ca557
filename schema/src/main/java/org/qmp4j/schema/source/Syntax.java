package org.qmp4j.schema.source;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp4j.schema.model.Location;

/** A value of the schema language: JSON without numbers and null, with single quotes. */
public sealed interface Syntax {
    /** Where it begins. */
    Location at();

    /** An object; its members are in the order of the text. */
    record Members(Location at, Map<String, Syntax> map) implements Syntax {
        /** Copies the map. */
        public Members {
            map = Collections.unmodifiableMap(new LinkedHashMap<>(map));
        }
    }

    /** A list. */
    record Elements(Location at, List<Syntax> list) implements Syntax {
        /** Copies the list. */
        public Elements {
            list = List.copyOf(list);
        }
    }

    /** A string. */
    record Text(Location at, String value) implements Syntax {}

    /** A boolean. */
    record Flag(Location at, boolean value) implements Syntax {}
}
