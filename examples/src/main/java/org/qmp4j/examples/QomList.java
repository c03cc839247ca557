package org.qmp4j.examples;

// tag::own-command
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.qmp4j.protocol.CommandTrait;
import org.qmp4j.protocol.QmpCommand;
import org.qmp4j.protocol.QmpJson;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/** The properties of an object of the QEMU Object Model: {@code qom-list, qapi/qom.json, since 1.2}. */
public record QomList(String path) implements QmpCommand<List<QomList.Property>> {
    public record Property(String name, String type) {}

    @Override
    public String name() {
        return "qom-list";
    }

    @Override
    public boolean hasArguments() {
        return true;
    }

    @Override
    public void writeArguments(JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("path", path);
        out.writeEndObject();
    }

    @Override
    public List<Property> readReturn(JsonParser in) {
        List<Property> properties = new ArrayList<>();
        for (JsonNode node : QmpJson.read(in)) {
            properties.add(new Property(
                    node.get("name").stringValue(), node.get("type").stringValue()));
        }
        return properties;
    }

    @Override
    public Set<CommandTrait> traits() {
        return Set.of(CommandTrait.READ_ONLY, CommandTrait.ALLOWS_PRECONFIG);
    }
}
// end::own-command
