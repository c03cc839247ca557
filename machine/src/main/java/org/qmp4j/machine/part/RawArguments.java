package org.qmp4j.machine.part;

import java.util.List;
import org.qmp4j.protocol.CommandLineSecrets;

/**
 * Arguments of the command line, unchanged, except that {@code {}} stands for the machine's private folder.
 *
 * @param arguments the arguments
 */
public record RawArguments(List<String> arguments) implements MachinePart {
    /** Copies the arguments. */
    public RawArguments {
        arguments = List.copyOf(arguments);
        if (arguments.contains("-daemonize") || arguments.contains("--daemonize")) {
            throw new IllegalArgumentException("-daemonize cannot be used: the machine has to stay a child process");
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

    /** Whether an argument chooses an accelerator; QEMU rejects a second choice of another kind. */
    private static boolean isAccelerator(String word) {
        return word.equals("-accel") || word.equals("-enable-kvm") || word.contains("accel=");
    }
}
