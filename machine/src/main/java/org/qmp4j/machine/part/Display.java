package org.qmp4j.machine.part;

import java.nio.file.Path;

/**
 * Where the guest's screen is shown. A machine without this part shows it nowhere; a screenshot can be taken all the same
 * if the machine has a graphics device.
 *
 * @param option {@code -display} or {@code -vnc}
 * @param value its value
 */
public record Display(String option, String value) implements MachinePart {
    /** As {@code -display} takes it: {@code gtk}. */
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
