package org.qmp4j.machine.part;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.qmp4j.machine.image.Conversion;
import org.qmp4j.machine.image.QemuImg;

/**
 * UEFI firmware: its code, which is only read, and its variables, of which the machine gets a copy that is deleted with it.
 *
 * @param code {@code /usr/share/OVMF/OVMF_CODE_4M.fd}
 * @param variables {@code /usr/share/OVMF/OVMF_VARS_4M.fd}
 */
public record Firmware(Path code, Path variables) implements MachinePart {
    private static final String VARIABLES = "firmware-variables";
    private static final Duration TO_COPY = Duration.ofSeconds(60);

    /** Checks that nothing is null. */
    public Firmware {
        Objects.requireNonNull(code);
        Objects.requireNonNull(variables);
    }

    @Override
    public void addTo(Assembly machine) {
        machine.takeId(VARIABLES);
        // A snapshot needs qcow2.
        Path copy = machine.folder().resolve(VARIABLES + ".qcow2");
        QemuImg.of(machine.installation())
                .convert(new Conversion(variables, "raw", copy, "qcow2"), percent -> {}, TO_COPY);
        machine.option("-drive", flash(0, "raw", code).with("readonly", "on"));
        machine.option("-drive", flash(1, "qcow2", copy).with("id", VARIABLES));
    }

    private static KeyValues flash(int unit, String format, Path file) {
        return KeyValues.of("if", "pflash")
                .with("unit", unit)
                .with("format", format)
                // Absolute: QEMU takes a name with a colon for an address.
                .with("file", file.toAbsolutePath());
    }
}
