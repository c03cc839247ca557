package org.qmp4j.benchmarks.parts;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.qmp4j.client.message.CommandEncoder;
import org.qmp4j.protocol.RawCommand;

/** Commands to bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class Encoding {
    private final RawCommand plain = RawCommand.named("query-status");
    private final RawCommand withArguments = RawCommand.named("blockdev-add")
            .with("driver", "null-co")
            .with("node-name", "disk0")
            .with("size", 1048576);

    /** A command without arguments. */
    @Benchmark
    public byte[] plain() {
        return CommandEncoder.encode(plain, "12345", false);
    }

    /** A command with three arguments, checked for content that QEMU would reject. */
    @Benchmark
    public byte[] withArguments() {
        return CommandEncoder.encode(withArguments, "12345", false);
    }
}
