package org.qmp4j.fake.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The block graph: nodes that {@code blockdev-add} makes, and who uses which. No file is ever opened. */
final class BlockNodes {
    private static final Set<String> FIXED_SIZE = Set.of("null-co", "null-aio");
    /** A node is as large as these of its children. */
    private static final Set<String> HAVE_THE_SIZE = Set.of("file", "image");

    private static final long DEFAULT_SIZE_BYTES = 1L << 30;
    private static final int LONGEST_NAME = 31;

    private final Completion completion;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private int anonymous = 100;

    BlockNodes(Completion completion) {
        this.completion = completion;
    }

    /** One node. What uses it is named: another node, a device or a job. */
    private static final class Node {
        private final String name;
        private final String driver;
        private final boolean readOnly;
        private final Set<String> children = new TreeSet<>();
        private final Set<String> users = new TreeSet<>();
        private String backing = "";
        /** Made along with another one, and gone with it. */
        private final boolean nested;

        private long sizeBytes;

        private Node(String name, JsonNode options, boolean nested) {
            this.name = name;
            this.driver = options.path("driver").asString("");
            this.readOnly = options.path("read-only").asBoolean(false);
            this.sizeBytes = options.path("size").asLong(DEFAULT_SIZE_BYTES);
            this.nested = nested;
        }
    }

    Map<String, Behaviour> commands() {
        return Map.of(
                "blockdev-add", this::add,
                "blockdev-del", this::delete,
                "block_resize", this::resize,
                "query-named-block-nodes",
                        request -> Answer.returning(completion.of(
                                request.command(),
                                Json.list(
                                        nodes.values().stream().map(this::info).toList()))));
    }

    Optional<JsonNode> info(String name) {
        return Optional.ofNullable(nodes.get(name)).map(this::info);
    }

    boolean has(String name) {
        return nodes.containsKey(name);
    }

    long sizeBytes(String name) {
        return known(name).sizeBytes;
    }

    /** A node that is there. */
    private Node known(String name) {
        return Objects.requireNonNull(nodes.get(name), name);
    }

    void use(String name, String user) {
        known(name).users.add(user);
    }

    void release(String user) {
        for (Node node : List.copyOf(nodes.values())) {
            if (node.users.remove(user) && node.nested && node.users.isEmpty()) {
                remove(node);
            }
        }
    }

    /** The node that something uses. */
    Optional<String> usedBy(String user) {
        return nodes.values().stream()
                .filter(node -> node.users.contains(user))
                .findFirst()
                .map(node -> node.name);
    }

    // ---- for jobs

    /** The node, the one that backs it, the one that backs that one ... */
    List<String> chain(String top) {
        List<String> chain = new ArrayList<>();
        for (String name = top; !name.isEmpty(); name = known(name).backing) {
            chain.add(name);
        }
        return chain;
    }

    /** From here on that node backs another one; empty for none. */
    void setBacking(String name, String backing) {
        Node node = known(name);
        if (!node.backing.isEmpty()) {
            node.children.remove(node.backing);
            known(node.backing).users.remove(name);
        }
        node.backing = backing;
        if (!backing.isEmpty()) {
            node.children.add(backing);
            use(backing, name);
        }
    }

    /** Devices that are on one node are on the other one from here on. */
    void moveDevices(String from, String to) {
        List<String> devices = known(from).users.stream()
                .filter(user -> user.startsWith("device "))
                .toList();
        known(from).users.removeAll(devices);
        known(to).users.addAll(devices);
    }

    /** The ids of the jobs that use a node. */
    List<String> jobsOf(String name) {
        return known(name).users.stream()
                .filter(user -> user.startsWith("job "))
                .map(user -> user.substring("job ".length()))
                .toList();
    }

    boolean isBelowAnother(String name) {
        return known(name).users.stream().anyMatch(nodes::containsKey);
    }

    boolean isWithoutData(String name) {
        return FIXED_SIZE.contains(known(name).driver);
    }

    String newName() {
        return "#block" + anonymous++;
    }

    /** A node that is gone when nothing uses it any more. */
    void makeTemporary(String name) {
        nodes.put(name, new Node(name, Json.object().put("driver", "raw"), true));
    }

    private Answer add(Request request) {
        JsonNode options = request.arguments();
        if (!options.has("node-name")) {
            return Answer.failing("'node-name' must be specified for the root node");
        }
        String wrong = objection(options);
        if (!wrong.isEmpty()) {
            return Answer.failing(wrong);
        }
        make(options, false);
        return Answer.done();
    }

    /** QEMU's error for the options of a node and of its children; empty if they are valid. */
    private String objection(JsonNode options) {
        if (options.has("node-name")) {
            String name = options.path("node-name").asString();
            if (!Identifier.isWellFormed(name)) {
                return "Invalid node-name: '" + name + "'";
            }
            if (name.length() > LONGEST_NAME) {
                return "Node name too long";
            }
            if (nodes.containsKey(name)) {
                return "Duplicate nodes with node-name='" + name + "'";
            }
        }
        for (String member : CHILDREN) {
            JsonNode child = options.path(member);
            if (child.isString() && !nodes.containsKey(child.stringValue())) {
                return "Cannot find device='' nor node-name='" + child.stringValue() + "'";
            }
            if (child.isObject()) {
                String wrong = objection(child);
                if (!wrong.isEmpty()) {
                    return wrong;
                }
            }
        }
        return "";
    }

    private static final Set<String> CHILDREN = Set.of("file", "backing", "data-file", "image", "log", "test", "raw");

    private String make(JsonNode options, boolean nested) {
        String name = options.path("node-name").asString(newName());
        Node node = new Node(name, options, nested);
        for (String member : CHILDREN) {
            JsonNode child = options.path(member);
            if (child.isString() || child.isObject()) {
                String of = child.isString() ? child.stringValue() : make(child, true);
                node.children.add(of);
                use(of, name);
                node.backing = member.equals("backing") ? of : node.backing;
                if (HAVE_THE_SIZE.contains(member) && !options.has("size")) {
                    node.sizeBytes = sizeBytes(of);
                }
            }
        }
        nodes.put(name, node);
        return name;
    }

    private Answer delete(Request request) {
        String name = request.text("node-name");
        Node node = nodes.get(name);
        if (node == null) {
            return Answer.failing("Failed to find node with node-name='" + name + "'");
        }
        if (!node.users.isEmpty()) {
            return Answer.failing("Block device " + name + " is in use");
        }
        remove(node);
        return Answer.done();
    }

    private void remove(Node node) {
        nodes.remove(node.name);
        for (String child : node.children) {
            Node below = known(child);
            below.users.remove(node.name);
            if (below.nested && below.users.isEmpty()) {
                remove(below);
            }
        }
    }

    private Answer resize(Request request) {
        String name = request.arguments().path("node-name").asString(request.text("device"));
        Node node = nodes.get(name);
        if (node == null) {
            return Answer.failing("Cannot find device='' nor node-name='" + name + "'");
        }
        if (!jobsOf(name).isEmpty()) {
            return Answer.failing("Node '" + name + "' is busy: block device is in use by a block job");
        }
        if (isFixedInSize(node)) {
            return Answer.failing("Image format driver does not support resize");
        }
        node.sizeBytes = request.argument("size").asLong();
        return Answer.done();
    }

    private boolean isFixedInSize(Node node) {
        return FIXED_SIZE.contains(node.driver)
                || node.children.stream().map(nodes::get).anyMatch(this::isFixedInSize);
    }

    private JsonNode info(Node node) {
        ObjectNode info = Json.object()
                .put("file", node.name)
                .put("node-name", node.name)
                .put("drv", node.driver)
                .put("ro", node.readOnly)
                .put("active", true)
                .put("detect_zeroes", "off");
        info.putObject("cache").put("writeback", true).put("direct", false).put("no-flush", false);
        info.putObject("image")
                .put("filename", node.name)
                .put("format", node.driver)
                .put("virtual-size", node.sizeBytes)
                .put("actual-size", 0);
        return info;
    }
}
