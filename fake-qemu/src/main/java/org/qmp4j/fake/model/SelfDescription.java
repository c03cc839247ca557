package org.qmp4j.fake.model;

import java.util.Map;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.schema.Introspection;
import org.qmp4j.schema.QemuBuild;
import org.qmp4j.schema.model.Schema;
import tools.jackson.databind.JsonNode;

/** Introspection of the fake: version, commands, schema. */
final class SelfDescription {
    private final Completion completion;
    private final Schema schema;
    private final JsonNode version;
    private final String name;

    SelfDescription(Completion completion, Schema schema, JsonNode version, String name) {
        this.completion = completion;
        this.schema = schema;
        this.version = version;
        this.name = name;
    }

    Map<String, Behaviour> commands() {
        return Map.ofEntries(
                Map.entry("query-version", request -> Answer.returning(version)),
                Map.entry(
                        "query-qmp-schema",
                        request ->
                                Answer.returning(Introspection.write(QemuBuild.introspection(schema, name -> true)))),
                Map.entry(
                        "query-commands",
                        request -> Answer.returning(Json.list(schema.commands().keySet().stream()
                                .map(name -> Json.object().put("name", name))
                                .toList()))),
                Map.entry(
                        "query-name",
                        request -> Answer.returning(
                                name.isEmpty() ? Json.object() : Json.object().put("name", name))),
                Map.entry(
                        "query-balloon",
                        request -> Answer.failing("DeviceNotActive", "No balloon device has been activated")),
                Map.entry(
                        "qom-get",
                        request -> Answer.failing("DeviceNotFound", "Device '" + request.text("path") + "' not found")),
                Map.entry(
                        "query-uuid",
                        request -> Answer.returning(Json.object().put("UUID", "00000000-0000-0000-0000-000000000000"))),
                Map.entry(
                        "query-kvm",
                        request -> Answer.returning(
                                Json.object().put("enabled", false).put("present", true))),
                Map.entry(
                        "query-target",
                        request -> Answer.returning(Json.object().put("arch", "x86_64"))),
                Map.entry("query-cpus-fast", request -> Answer.returning("[]")),
                Map.entry("query-chardev", request -> Answer.returning("[]")),
                Map.entry("query-pci", request -> Answer.returning("[]")),
                Map.entry("query-yank", request -> Answer.returning("[]")),
                Map.entry("query-memdev", request -> Answer.returning("[]")),
                Map.entry("query-blockstats", request -> Answer.returning("[]")),
                Map.entry("query-block-exports", request -> Answer.returning("[]")),
                Map.entry(
                        "query-current-machine",
                        request -> Answer.returning(completion.of(request.command(), Json.object()))));
    }
}
