package org.qmp4j.benchmarks.parts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.qmp4j.client.framing.FrameLimits;
import org.qmp4j.client.framing.FrameReader;
import org.qmp4j.client.framing.FramingException;

/** Bytes to frames, without decoding them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class Framing {
    private static final int READ = 128 * 1024;

    private final FrameReader reader = new FrameReader(new FrameLimits(64 << 20, 1024));
    private final byte[] reply = "{\"return\": {}, \"id\": 12345}\r\n".getBytes(US_ASCII);
    private final byte[] events = ("{\"timestamp\": {\"seconds\": 1700000000, \"microseconds\": 123456}, "
                    + "\"event\": \"STOP\"}\r\n")
            .repeat(100)
            .getBytes(US_ASCII);
    private final byte[] schema = schema();

    /** A short reply. */
    @Benchmark
    public void reply(Blackhole sink) throws FramingException {
        reader.read(reply, 0, reply.length, sink::consume);
    }

    /** A hundred events in one read. */
    @Benchmark
    public void hundredEvents(Blackhole sink) throws FramingException {
        reader.read(events, 0, events.length, sink::consume);
    }

    /** A reply of 248 KB, in the pieces of a socket read. */
    @Benchmark
    public void schema(Blackhole sink) throws FramingException {
        for (int start = 0; start < schema.length; start += READ) {
            reader.read(schema, start, Math.min(READ, schema.length - start), sink::consume);
        }
    }

    private static byte[] schema() {
        try {
            Path file = Path.of(System.getProperty("bench.work")).resolve("schema.json");
            return ("{\"return\": " + Files.readString(file) + ", \"id\": 12345}\r\n").getBytes(US_ASCII);
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
