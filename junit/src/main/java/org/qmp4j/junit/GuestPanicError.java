package org.qmp4j.junit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.PeerText;

/** The console of a guest has printed a line that matches {@link QemuMachine#panics()}. */
public class GuestPanicError extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final transient List<String> lines;

    /**
     * An error with the lines of the panic.
     *
     * @param cause the failure of the test, if it failed as well
     */
    public GuestPanicError(String machine, List<String> lines, @Nullable Throwable cause) {
        super("the guest of '" + machine + "' has panicked:" + PeerText.output(String.join("\n", lines)), cause);
        this.lines = List.copyOf(lines);
    }

    /** The output of the console, from the first line that matched. */
    public List<String> lines() {
        return lines == null ? List.of() : lines;
    }
}
