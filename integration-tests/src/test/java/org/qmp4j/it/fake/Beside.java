package org.qmp4j.it.fake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.it.support.RawSocket;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.schema.IntegerTypes;
import org.qmp4j.schema.Introspection;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.TypeNames;
import org.qmp4j.schema.model.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A QEMU, and a fake with the same schema and version; a client for each. */
final class Beside implements AutoCloseable {
    private static final String MARK = "\"the mark behind it\"";

    private final RealQemu real;
    private final FakeQemu fake;
    private final int major;
    private final Schema schema;

    private Beside(RealQemu real, FakeQemu fake, int major, Schema schema) {
        this.real = real;
        this.fake = fake;
        this.major = major;
        this.schema = schema;
    }

    static Beside start() throws Exception {
        RealQemu real = RealQemu.start();
        try (RawSocket socket = RawSocket.connect(real.path("qmp"))) {
            JsonNode version = socket.message().at("/QMP/version/qemu");
            int major = version.path("major").asInt();
            socket.send("{\"execute\":\"qmp_capabilities\"}{\"execute\":\"query-qmp-schema\",\"id\":1}");
            Schema told = Introspection.read(socket.answer("1").path("return"));
            Schema schema = named(told, major + "." + version.path("minor").asInt());
            FakeQemu fake = FakeQemu.builder()
                    .schema(
                            schema,
                            major,
                            version.path("minor").asInt(),
                            version.path("micro").asInt())
                    .start();
            return new Beside(real, fake, major, schema);
        } catch (IOException | RuntimeException failed) {
            real.close();
            throw failed;
        }
    }

    /** QEMU's errors have the names and the integer types of its source, which introspection hides. */
    private static Schema named(Schema told, String version) {
        boolean isKnown = KnownSchemas.versions().contains(version);
        Schema known = isKnown ? KnownSchemas.qemu(version) : KnownSchemas.qemu();
        return IntegerTypes.takenFrom(known, TypeNames.takenFrom(known, told));
    }

    int major() {
        return major;
    }

    /** A new session with each. */
    Pair connect(String... capabilities) throws IOException {
        return new Pair(
                RawSocket.negotiated(real.path("qmp"), capabilities), RawSocket.negotiated(fake.path(), capabilities));
    }

    /** QEMU's introspection. */
    Schema schema() {
        return schema;
    }

    @Override
    public void close() throws IOException {
        fake.close();
        real.close();
    }

    /** Two sockets that receive the same input. */
    record Pair(RawSocket real, RawSocket fake) implements AutoCloseable {
        /** The replies of both to the input and to a mark after it; QEMU's first. */
        List<List<JsonNode>> exchange(byte[] bytes) throws IOException {
            List<List<JsonNode>> both = new ArrayList<>();
            for (RawSocket socket : List.of(real, fake)) {
                socket.send(bytes);
                socket.send("\n{\"execute\":\"query-name\",\"id\":" + MARK + "}\n");
                both.add(socket.messagesUntilAnswer(MARK).stream()
                        .map(Pair::timeless)
                        .toList());
            }
            return both;
        }

        private static JsonNode timeless(JsonNode message) {
            if (message instanceof ObjectNode object) {
                object.remove("timestamp");
            }
            return message;
        }

        @Override
        public void close() throws IOException {
            real.close();
            fake.close();
        }
    }
}
