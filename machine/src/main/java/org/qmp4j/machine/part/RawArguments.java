package org.qmp4j.machine.part;

import java.util.List;
import org.qmp4j.protocol.CommandLineSecrets;

/**
 * Arguments as they are; in them {@code {}} stands for the machine's private folder.
 *
 * @param arguments each a word of the command line
 */
public record RawArguments(List<String> arguments) implements MachinePart {
    /** Copies them. */
    public RawArguments {
        arguments = List.copyOf(arguments);
        if (arguments.contains("-daemonize") || arguments.contains("--daemonize")) {
            throw new IllegalArgumentException(
                    "a machine is watched as a child process, and -daemonize would take it out of sight");
        }
    }

    /** These arguments. */
    public static RawArguments of(String... arguments) {
        return new RawArguments(List.of(arguments));
    }

    @Override
    public void addTo(Assembly machine) {
        if (arguments.contains("-display")) {
            machine.displayChosen();
        }
        if (arguments.stream().anyMatch(RawArguments::isAccelerator)) {
            machine.acceleratorChosen();
        }
        machine.arguments(arguments.stream()
                .map(word -> word.replace("{}", machine.folder().toString()))
                .toArray(String[]::new));
    }

    /** The arguments, without secrets ({@link CommandLineSecrets}). */
    @Override
    public String toString() {
        return "RawArguments" + CommandLineSecrets.of(arguments).arguments();
    }

    /** Whether a word chooses an accelerator; QEMU refuses a second choice of another kind. */
    private static boolean isAccelerator(String word) {
        return word.equals("-accel") || word.equals("-enable-kvm") || word.contains("accel=");
    }
}
