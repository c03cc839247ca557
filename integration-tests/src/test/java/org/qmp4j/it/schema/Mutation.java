package org.qmp4j.it.schema;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Changes one thing in arguments; often they are no longer valid then. It does not use the schema. */
public final class Mutation {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Random random;

    /** The change depends only on the random numbers. */
    public Mutation(Random random) {
        this.random = random;
    }

    /** Changes one thing. */
    public void apply(ObjectNode arguments) {
        List<ObjectNode> objects = new ArrayList<>();
        collect(arguments, objects);
        ObjectNode object = objects.get(random.nextInt(objects.size()));
        List<String> names = List.copyOf(object.propertyNames());
        if (names.isEmpty() || random.nextInt(6) == 0) {
            object.set("no-such-member", other(NODES.nullNode()));
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        JsonNode value = object.path(name);
        if (random.nextInt(3) == 0) {
            object.remove(name);
        } else if (value instanceof ArrayNode list && !list.isEmpty() && random.nextBoolean()) {
            int index = random.nextInt(list.size());
            list.set(index, other(list.path(index)));
        } else {
            object.set(name, other(value));
        }
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.forEach(child -> collect(child, objects));
    }

    private JsonNode other(JsonNode value) {
        return switch (random.nextInt(8)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(true);
            case 2 -> NODES.numberNode(7);
            case 3 -> NODES.numberNode(1.0);
            case 4 -> NODES.numberNode(BigInteger.TWO.pow(70));
            case 5 -> NODES.stringNode("no-such-value");
            case 6 -> NODES.arrayNode().add(value);
            default -> NODES.objectNode();
        };
    }
}
