package org.qmp4j.machine;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.machine.part.Accelerator;

/**
 * A process that is to be started, with a monitor.
 *
 * @param name for threads and messages
 * @param command how it is started
 * @param deadline for its start and its connection together
 * @param note what the message of a failed start adds; empty if nothing
 */
record Launch(String name, CommandLine command, Deadline deadline, String note) {
    /**
     * Names the accelerator of an emulator, and says how to choose another.
     *
     * @param isChosen whether a part of the machine has chosen it
     */
    static String acceleratorNote(CommandLine command, boolean isChosen) {
        List<String> names = accelerators(command.arguments());
        return "accelerator: " + (names.isEmpty() ? "QEMU's default" : String.join(", else ", names))
                + (isChosen
                        ? ", set by the part Accelerator"
                        : "; choose another by -D" + Accelerator.PROPERTY + "=tcg|kvm or by the part Accelerator");
    }

    private static List<String> accelerators(List<String> arguments) {
        List<String> names = new ArrayList<>();
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            if (word.equals("-accel") && rest.hasNext()) {
                names.add(rest.next().split(",", -1)[0]);
            } else if (word.equals("-enable-kvm")) {
                names.add("kvm");
            } else {
                Stream.of(word.split(",", -1))
                        .filter(option -> option.startsWith("accel="))
                        .flatMap(option ->
                                Stream.of(option.substring("accel=".length()).split(":", -1)))
                        .forEach(names::add);
            }
        }
        return names;
    }

    /** A message with the note. */
    String noted(String message) {
        return note.isEmpty() ? message : message + " (" + note + ")";
    }
}
