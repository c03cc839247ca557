package org.qmp4j.machine.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.qmp4j.machine.error.MachineStartException;

/**
 * A TPM 2.0, emulated by the program swtpm, with a new state that is deleted with the machine.
 *
 * @param program {@code /usr/bin/swtpm}
 * @param device {@code tpm-crb}, {@code tpm-tis}
 */
public record Tpm(Path program, String device) implements MachinePart {
    /** Checks that nothing is null. */
    public Tpm {
        Objects.requireNonNull(program);
        Objects.requireNonNull(device);
    }

    /** {@code /usr/bin/swtpm}, as a device of x86 machines. */
    public static Tpm emulated() {
        return new Tpm(Path.of("/usr/bin/swtpm"), "tpm-crb");
    }

    @Override
    public void addTo(Assembly machine) {
        if (!Files.isExecutable(program)) {
            throw new MachineStartException(
                    "there is no program " + program + ", which a TPM needs; Debian has it in the package swtpm", null);
        }
        String id = machine.newId("tpm");
        Path state = machine.folder().resolve(id);
        Path socket = machine.folder().resolve(id + ".sock");
        try {
            Files.createDirectory(state);
        } catch (IOException failed) {
            throw new MachineStartException("could not create the folder " + state, failed);
        }
        machine.startHelper(
                List.of(
                        program.toString(),
                        "socket",
                        "--tpm2",
                        "--tpmstate",
                        KeyValues.of("dir", state).text(),
                        "--ctrl",
                        KeyValues.of("type", "unixio").with("path", socket).text()),
                socket);
        String chardev = id + "-socket";
        machine.option("-chardev", KeyValues.of("socket").with("id", chardev).with("path", socket));
        machine.option("-tpmdev", KeyValues.of("emulator").with("id", id).with("chardev", chardev));
        machine.option("-device", KeyValues.of(device).with("tpmdev", id));
    }
}
