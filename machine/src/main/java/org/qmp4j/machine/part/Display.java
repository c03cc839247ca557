package org.qmp4j.machine.part;

import java.nio.file.Path;

/**
 * Where the guest's screen is shown; nowhere without this part. A screenshot can be taken in any case, if the machine has a
 * graphics device.
 *
 * @param option {@code -display} or {@code -vnc}
 * @param value its value
 */
public record Display(String option, String value) implements MachinePart {
    /** A value of {@code -display}: {@code gtk}. */
    public static Display of(String value) {
        return new Display("-display", value);
    }

    /** A VNC server at a unix socket. */
    public static Display vnc(Path socket) {
        return new Display("-vnc", "unix:" + socket.toString().replace(",", ",,"));
    }

    @Override
    public void addTo(Assembly machine) {
        machine.displayChosen();
        machine.arguments(option, value);
    }
}
