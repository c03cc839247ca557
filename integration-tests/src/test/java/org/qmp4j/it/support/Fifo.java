package org.qmp4j.it.support;

import static java.nio.file.StandardOpenOption.WRITE;

import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A named pipe that blocks a command: QEMU reads it as the configuration file of a blkdebug node, which blocks its main
 * loop, in every version, until the other end is opened and closed. For one thread at a time.
 */
public final class Fifo implements Slow {
    private final Path path;
    private final String node;
    private @Nullable OutputStream end;

    private Fifo(Path path, String node) {
        this.path = path;
        this.node = node;
    }

    /** A new pipe in the folder of that process; its name is that of the block node, too. */
    public static Fifo in(RealQemu qemu, String name) throws Exception {
        Path path = qemu.path(name);
        int code = new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
        if (code != 0) {
            throw new IllegalStateException("mkfifo failed with code " + code);
        }
        return new Fifo(path, name);
    }

    @Override
    public RawCommand slowCommand() {
        return RawCommand.named("blockdev-add")
                .with("driver", "blkdebug")
                .with("node-name", node)
                .with("config", path.toString())
                .with("image", JsonNodeFactory.instance.objectNode().put("driver", "null-co"));
    }

    @Override
    public String slowMessage(String id) {
        return "{\"execute\":\"blockdev-add\",\"arguments\":{\"driver\":\"blkdebug\",\"node-name\":\"" + node
                + "\",\"config\":\"" + path + "\",\"image\":{\"driver\":\"null-co\"}},\"id\":" + id + "}\n";
    }

    @Override
    public void awaitRunning() throws Exception {
        // Opening one end waits until QEMU has opened the other.
        CompletableFuture<OutputStream> opened = Await.inBackground(() -> Files.newOutputStream(path, WRITE));
        try {
            end = opened.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException nobodyReads) {
            // Opening it for both directions never blocks, and unblocks the thread.
            new RandomAccessFile(path.toFile(), "rw").close();
            throw new AssertionError("QEMU did not open " + path, nobodyReads);
        }
    }

    @Override
    public void release() throws Exception {
        if (end == null) {
            awaitRunning();
        }
        Objects.requireNonNull(end).close();
    }
}
