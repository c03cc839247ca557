package org.qmp4j.benchmarks.parts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.qmp4j.client.framing.Frame;
import org.qmp4j.client.message.MalformedMessageException;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.message.MessageReader;

/** Finds the kind and the parts of messages, without decoding the parts. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class Messages {
    private final byte[] reply = "{\"return\": {}, \"id\": 12345}".getBytes(US_ASCII);
    private final byte[] event = ("{\"timestamp\": {\"seconds\": 1700000000, \"microseconds\": 123456}, "
                    + "\"event\": \"BLOCK_JOB_COMPLETED\", \"data\": {\"device\": \"drive0\", \"len\": 10737418240, "
                    + "\"offset\": 10737418240, \"speed\": 0, \"type\": \"mirror\"}}")
            .getBytes(US_ASCII);
    private final byte[] error =
            "{\"id\": 12345, \"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}}".getBytes(US_ASCII);

    private final byte[] hostileError = ("{\"id\": 12345, \"error\": {"
                    + IntStream.range(0, 1_000_000)
                            .mapToObj(i -> "\"m" + i + "\": 1")
                            .collect(Collectors.joining(","))
                    + "}}")
            .getBytes(US_ASCII);

    /** An error with a million members. */
    @Benchmark
    public Message hostileError() throws MalformedMessageException {
        return MessageReader.read(new Frame.Joined(hostileError, 0));
    }

    /** A reply with its id. */
    @Benchmark
    public Message reply() throws MalformedMessageException {
        return MessageReader.read(new Frame.Joined(reply, 13));
    }

    /** An event with its time. */
    @Benchmark
    public Message event() throws MalformedMessageException {
        return MessageReader.read(new Frame.Joined(event, 0));
    }

    /** An error. */
    @Benchmark
    public Message error() throws MalformedMessageException {
        return MessageReader.read(new Frame.Joined(error, 0));
    }
}
