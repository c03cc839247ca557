package org.qmp4j.schema.resolve;

import java.util.List;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.model.Feature;

/** Holds all declarations of a schema against each other. */
final class Checks {
    private static final int MOST_FEATURES = 64;

    private final Declarations declarations;
    private final Rules rules;
    private final Documentation documentation;
    private final ObjectChecks objects;

    Checks(Declarations declarations, Rules rules, Documentation documentation) {
        this.declarations = declarations;
        this.rules = rules;
        this.documentation = documentation;
        this.objects = new ObjectChecks(declarations, rules);
    }

    /**
     * Checks everything.
     *
     * @throws SchemaException for the first thing that is wrong, in QEMU's order
     */
    void run() {
        for (Declaration declaration : declarations.all()) {
            if (declaration instanceof Declaration.Named named
                    && named.head().origin().isPresent()) {
                check(named, named.head().origin().get());
            }
        }
        documentation.requireNothingElse();
        if (rules.limitsFeatures()) {
            requireFewFeatures();
        }
    }

    private void check(Declaration.Named named, Origin origin) {
        if (named instanceof Declaration.Structure structure) {
            objects.check(structure);
        } else {
            requireFeatures(named, origin, rules);
        }
        if (named instanceof Declaration.Array array) {
            declarations.requireType(array.element(), origin, origin.kind());
        } else if (named instanceof Declaration.Enumeration enumeration) {
            Clashes<Part.Value> values = new Clashes<>(rules);
            enumeration.values().forEach(value -> values.add(value, origin));
        } else if (named instanceof Declaration.Alternate alternate) {
            new AlternateCheck(declarations, rules, origin).check(alternate);
        } else if (named instanceof Declaration.Command command) {
            new CallCheck(declarations, rules, objects).check(command, origin);
        } else if (named instanceof Declaration.Event event) {
            new CallCheck(declarations, rules, objects).check(event, origin);
        }
        documentation.connect(named, declarations);
    }

    static void requireFeatures(Declaration.Named named, Origin origin, Rules rules) {
        requireDistinct(named.head().features(), origin, rules);
        if (named instanceof Declaration.Type) {
            named.head().features().stream()
                    .map(Part.Mark::name)
                    .filter(name -> name.equals(Feature.DEPRECATED) || name.equals(Feature.UNSTABLE))
                    .findFirst()
                    .ifPresent(name -> {
                        throw origin.refusal("feature '" + name + "' is not supported for types");
                    });
        }
    }

    static void requireDistinct(List<Part.Mark> features, Origin origin, Rules rules) {
        Clashes<Part.Mark> marks = new Clashes<>(rules);
        features.forEach(mark -> marks.add(mark, origin));
    }

    private void requireFewFeatures() {
        FeatureCount count = new FeatureCount(MOST_FEATURES);
        count.add(Feature.DEPRECATED);
        count.add(Feature.UNSTABLE);
        for (Declaration declaration : declarations.all()) {
            if (declaration instanceof Declaration.Named named) {
                named.head().origin().ifPresent(origin -> count.addAll(named, origin));
            }
        }
    }
}
