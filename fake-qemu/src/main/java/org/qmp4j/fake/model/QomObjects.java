package org.qmp4j.fake.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Request;
import tools.jackson.databind.JsonNode;

/** Objects of the user's, such as I/O threads and secrets, and the paths below which objects and devices are listed. */
final class QomObjects {
    private final Completion completion;
    private final Map<String, String> objects = new LinkedHashMap<>();
    private final Devices devices;

    QomObjects(Completion completion, Devices devices) {
        this.completion = completion;
        this.devices = devices;
    }

    Map<String, Behaviour> commands() {
        return Map.of(
                "object-add", this::add,
                "object-del", this::delete,
                "query-iothreads", this::queryThreads,
                "qom-list", this::list);
    }

    private Answer add(Request request) {
        String id = request.text("id");
        if (!Identifier.isWellFormed(id)) {
            return Answer.failing("Parameter 'id' expects an identifier");
        }
        if (objects.putIfAbsent(id, request.text("qom-type")) != null) {
            return Answer.failing("attempt to add duplicate property '" + id + "' to object (type 'container')");
        }
        return Answer.done();
    }

    private Answer delete(Request request) {
        return objects.remove(request.text("id")) == null
                ? Answer.failing("object '" + request.text("id") + "' not found")
                : Answer.done();
    }

    private Answer queryThreads(Request request) {
        return Answer.returning(completion.of(
                request.command(),
                Json.list(objects.entrySet().stream()
                        .filter(object -> object.getValue().equals("iothread"))
                        .map(object -> Json.object().put("id", object.getKey()).put("poll-max-ns", 32768))
                        .toList())));
    }

    private Answer list(Request request) {
        Stream<JsonNode> children = switch (request.text("path")) {
            case "/objects" -> children(objects);
            case "/machine/peripheral" -> children(devices.drivers());
            case "/", "" -> Stream.of("machine", "objects", "chardevs").map(name -> property(name, "child<container>"));
            default -> Stream.empty();
        };
        List<JsonNode> all =
                Stream.concat(Stream.of(property("type", "string")), children).toList();
        return Answer.returning(completion.of(request.command(), Json.list(all)));
    }

    private static Stream<JsonNode> children(Map<String, String> types) {
        return types.entrySet().stream().map(entry -> property(entry.getKey(), "child<" + entry.getValue() + ">"));
    }

    private static JsonNode property(String name, String type) {
        return Json.object().put("name", name).put("type", type);
    }
}
