package org.qmp4j.schema.resolve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.SchemaException;

/** Parts that stand side by side, where no two may have the same name. */
final class Clashes<P extends Part> {
    private final Map<String, P> seen;
    private final Rules rules;

    Clashes(Rules rules) {
        this(rules, new LinkedHashMap<>());
    }

    private Clashes(Rules rules, Map<String, P> seen) {
        this.rules = rules;
        this.seen = seen;
    }

    Clashes<P> copy() {
        return new Clashes<>(rules, new LinkedHashMap<>(seen));
    }

    List<P> parts() {
        return new ArrayList<>(seen.values());
    }

    /** The part of exactly that name. */
    Optional<P> find(String name) {
        return Optional.ofNullable(seen.get(Names.inC(name)))
                .filter(part -> part.name().equals(name));
    }

    /**
     * Adds a part, or refuses it.
     *
     * @throws SchemaException at the origin
     */
    void add(P part, Origin origin) {
        @Nullable P other = seen.putIfAbsent(Names.inC(part.name()), part);
        if (other != null) {
            throw origin.refusal(
                    part.described(origin.name(), rules) + " collides with " + other.described(origin.name(), rules));
        }
    }
}
