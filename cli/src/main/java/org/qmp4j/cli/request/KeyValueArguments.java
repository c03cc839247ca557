package org.qmp4j.cli.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.json.JsonInput;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Parses arguments of the form KEY=VALUE: {@code driver=qcow2 file.driver=file file.filename=/vm.img size=1048576} stands for
 * {@code {"driver":"qcow2","file":{"driver":"file","filename":"/vm.img"},"size":1048576}}. A value that is valid JSON is
 * used as JSON, any other value as a string.
 */
public final class KeyValueArguments {
    private sealed interface Node {}

    private record Value(JsonText json) implements Node {}

    private record Members(Map<String, Node> nodes) implements Node {}

    private KeyValueArguments() {}

    /**
     * Parses arguments.
     *
     * @throws UsageException if a key is invalid or given twice; the message names the key
     */
    public static @Nullable JsonText parse(List<String> arguments) {
        Members root = new Members(new LinkedHashMap<>());
        for (int i = 0; i < arguments.size(); i++) {
            int equals = arguments.get(i).indexOf('=');
            if (equals < 0) {
                // The argument itself may be a password whose key is missing.
                throw new UsageException("argument " + (i + 1) + " of the command does not have the form KEY=VALUE");
            }
            String key = arguments.get(i).substring(0, equals);
            put(root, key, value(key, arguments.get(i).substring(equals + 1)));
        }
        return root.nodes().isEmpty() ? null : toJson(root);
    }

    /** Even if each value is within the nesting limit, the whole may exceed it. */
    private static JsonText toJson(Members root) {
        try {
            return JsonText.of(QmpJson.toText(out -> write(out, root)));
        } catch (StreamConstraintsException tooDeep) {
            throw new UsageException(
                    "the arguments are nested too deeply: QEMU accepts " + QmpJson.MAX_NESTING + " levels", tooDeep);
        }
    }

    private static void put(Members root, String key, Node value) {
        String[] steps = key.split("\\.", -1);
        Members members = root;
        for (int i = 0; i < steps.length; i++) {
            if (steps[i].isEmpty()) {
                throw new UsageException("the key '" + key + "' has an empty part");
            }
            boolean last = i == steps.length - 1;
            Node node = last ? value : new Members(new LinkedHashMap<>());
            Node present = members.nodes().putIfAbsent(steps[i], node);
            if (last && present != null) {
                throw twice(key, present);
            }
            Node next = present == null ? node : present;
            if (!last) {
                members = members(next, key, List.of(steps).subList(0, i + 1));
            }
        }
    }

    private static Members members(Node node, String key, List<String> path) {
        if (node instanceof Members members) {
            return members;
        }
        throw new UsageException(
                "'" + String.join(".", path) + "' already has a value, so '" + key + "' is not possible");
    }

    private static UsageException twice(String key, Node present) {
        return new UsageException(
                present instanceof Members
                        ? "'" + key + "' already has members, so it cannot have a value"
                        : "the key '" + key + "' is given twice");
    }

    private static Node value(String key, String text) {
        if (text.isEmpty() || "{[\"-0123456789tfn \t\r\n".indexOf(text.charAt(0)) < 0) {
            return string(text);
        }
        JsonParser in = JsonInput.parser(text);
        try (in) {
            if (in.nextToken() == null) {
                return string(text);
            }
            JsonText json = JsonInput.capture(in);
            return in.nextToken() == null ? new Value(json) : string(text);
        } catch (JacksonException wrong) {
            if (JsonInput.isDuplicateOrLimit(wrong)) {
                throw JsonInput.explain("the value of '" + key + "'", in, wrong);
            }
            return string(text);
        }
    }

    private static Value string(String text) {
        return new Value(JsonText.of(QmpJson.toText(out -> out.writeString(text))));
    }

    private static void write(JsonGenerator out, Node node) {
        if (node instanceof Members members) {
            out.writeStartObject();
            members.nodes().forEach((name, member) -> {
                out.writeName(name);
                write(out, member);
            });
            out.writeEndObject();
        } else {
            JsonInput.copyValue(((Value) node).json(), out);
        }
    }
}
