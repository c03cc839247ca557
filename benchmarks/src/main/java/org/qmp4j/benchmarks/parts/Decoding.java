package org.qmp4j.benchmarks.parts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.qmp4j.protocol.Command;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.qemu.command.QueryQmpSchemaCommand;
import org.qmp4j.qemu.command.QueryStatusCommand;
import org.qmp4j.qemu.type.SchemaInfo;
import org.qmp4j.qemu.type.StatusInfo;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Decodes return values to typed values and to trees. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class Decoding {
    private final JsonMapper mapper = JsonMapper.shared();
    private final byte[] status =
            "{\"status\": \"prelaunch\", \"singlestep\": false, \"running\": false}".getBytes(US_ASCII);
    private final byte[] schema = schema();

    /** A small object, typed. */
    @Benchmark
    public StatusInfo statusTyped() {
        return read(QueryStatusCommand.of(), status);
    }

    /** The same object as Jackson's tree. */
    @Benchmark
    public JsonNode statusTree() {
        return mapper.readTree(status);
    }

    /** The answer to query-qmp-schema, 248 KB of unions, typed. */
    @Benchmark
    public List<SchemaInfo> schemaTyped() {
        return read(QueryQmpSchemaCommand.of(), schema);
    }

    /** The same answer as Jackson's tree. */
    @Benchmark
    public JsonNode schemaTree() {
        return mapper.readTree(schema);
    }

    /** Only its names and strings, read and dropped: the minimum for every reader that uses Jackson's parser. */
    @Benchmark
    public int schemaText() {
        int length = 0;
        try (JsonParser in = JsonText.wrap(schema, 0, schema.length).parser()) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME || token == JsonToken.VALUE_STRING) {
                    length += in.getString().length();
                }
            }
        }
        return length;
    }

    private static <R> R read(Command<R> command, byte[] bytes) {
        try (JsonParser in = JsonText.wrap(bytes, 0, bytes.length).parser()) {
            return command.readReturn(in);
        }
    }

    private static byte[] schema() {
        try {
            return Files.readAllBytes(Path.of(System.getProperty("bench.work")).resolve("schema.json"));
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
