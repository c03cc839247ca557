package org.qmp4j.client.message;

import java.util.HashSet;
import java.util.Set;
import org.qmp4j.protocol.Capability;
import org.qmp4j.protocol.Greeting;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QemuVersion;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Decodes the value of {@code "QMP"} in a greeting. */
final class GreetingReader {
    /** QEMU's greeting has about 150 bytes. */
    private static final int MAX_BYTES = 8 * 1024;

    private GreetingReader() {}

    static Greeting read(JsonText value) throws MalformedMessageException {
        if (value.length() > MAX_BYTES) {
            throw new MalformedMessageException(
                    "a greeting has " + value.length() + " bytes, more than the limit of " + MAX_BYTES, null);
        }
        try {
            return greeting(value.tree());
        } catch (JacksonException broken) {
            throw MalformedMessageException.noJson(broken);
        }
    }

    private static Greeting greeting(JsonNode greeting) {
        JsonNode version = greeting.path("version");
        JsonNode numbers = version.path("qemu");
        Set<Capability> capabilities = new HashSet<>();
        greeting.path("capabilities").forEach(name -> capabilities.add(Capability.of(name.asString())));
        return new Greeting(
                new QemuVersion(
                        numbers.path("major").asInt(0),
                        numbers.path("minor").asInt(0),
                        numbers.path("micro").asInt(0),
                        version.path("package").asString("")),
                capabilities);
    }
}
