package org.qmp4j.junit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.PeerText;

/** A guest's console has said what it must never say, as {@link QemuMachine#panics()} tells. */
public class GuestPanicError extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final transient List<String> lines;

    /**
     * An error with the lines that tell of it.
     *
     * @param cause what the test failed with, if it did
     */
    public GuestPanicError(String machine, List<String> lines, @Nullable Throwable cause) {
        super("the guest of '" + machine + "' has panicked:" + PeerText.output(String.join("\n", lines)), cause);
        this.lines = List.copyOf(lines);
    }

    /** What the console has said, beginning with the first line that was not to be. */
    public List<String> lines() {
        return lines == null ? List.of() : lines;
    }
}
