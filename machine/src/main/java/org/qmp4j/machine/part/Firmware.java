package org.qmp4j.machine.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.qmp4j.machine.error.MachineStartException;

/**
 * UEFI firmware: its code, which is only read, and its variables, of which the machine gets a copy that is gone with it.
 *
 * @param code {@code /usr/share/OVMF/OVMF_CODE_4M.fd}
 * @param variables {@code /usr/share/OVMF/OVMF_VARS_4M.fd}
 */
public record Firmware(Path code, Path variables) implements MachinePart {
    /** Checks that all is there. */
    public Firmware {
        Objects.requireNonNull(code);
        Objects.requireNonNull(variables);
    }

    @Override
    public void addTo(Assembly machine) {
        Path copy = machine.folder().resolve("variables.fd");
        try {
            Files.copy(variables, copy);
        } catch (IOException failed) {
            throw new MachineStartException(
                    "could not copy the firmware's variables " + variables + ": " + failed.getMessage(), failed);
        }
        machine.option("-drive", flash(0, code).with("readonly", "on"));
        machine.option("-drive", flash(1, copy));
    }

    private static KeyValues flash(int unit, Path file) {
        return KeyValues.of("if", "pflash")
                .with("unit", unit)
                .with("format", "raw")
                .with("file", file);
    }
}
