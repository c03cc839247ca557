package org.qmp4j.junit.extension;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.host.QemuInstallations;
import org.qmp4j.protocol.QemuVersion;
import org.qmp4j.schema.KnownSchemas;

/** What one run of a test runs on. */
sealed interface Choice {
    /** The configuration parameter that leaves out versions. */
    String ONLY = "qmp4j.versions";

    /** Its name in the name of the test: {@code QEMU 10.0}. */
    String label();

    /** A QEMU of this host. */
    record Installed(String label, QemuInstallation qemu) implements Choice {}

    /** A fake that answers as this version. */
    record Fake(String label, String version) implements Choice {}

    /** A version that this host does not have. */
    record Missing(String label, String reason) implements Choice {}

    /** A version that a configuration parameter leaves out. */
    record LeftOut(String label, String reason) implements Choice {}

    /** One for each version in the settings; one if there is none. */
    static List<Choice> of(TestSettings settings, ExtensionContext context) {
        if (settings.versions().isEmpty()) {
            return List.of(settings.fake() ? fake(newestKnown()) : first(settings));
        }
        List<String> only = context.getConfigurationParameter(ONLY, text -> Arrays.asList(text.split("\\s*,\\s*")))
                .orElse(settings.versions());
        return settings.versions().stream()
                .map(version -> only.contains(version)
                        ? ofVersion(version, settings)
                        : new LeftOut("QEMU " + version, ONLY + " names only " + String.join(", ", only)))
                .toList();
    }

    private static Choice ofVersion(String version, TestSettings settings) {
        if (settings.fake()) {
            return fake(version);
        }
        try {
            QemuInstallation found = installations(settings).version(version);
            return installed(found);
        } catch (QmpException missing) {
            return new Missing("QEMU " + version, String.valueOf(missing.getMessage()));
        }
    }

    private static Choice first(TestSettings settings) {
        try {
            QemuInstallation found = installations(settings).first();
            return installed(found);
        } catch (QmpException missing) {
            return new Missing("QEMU", String.valueOf(missing.getMessage()));
        }
    }

    private static Choice installed(QemuInstallation qemu) {
        return new Installed(name(qemu), qemu);
    }

    /** A QEMU as people call it: {@code QEMU 10.0.13}. */
    static String name(QemuInstallation qemu) {
        QemuVersion version = qemu.version();
        return "QEMU " + version.major() + "." + version.minor() + "." + version.micro();
    }

    private static QemuInstallations installations(TestSettings settings) {
        return QemuInstallations.ofThisHost().emulator(settings.emulator());
    }

    private static Choice fake(String version) {
        List<String> known = KnownSchemas.versions();
        String label = "a fake of QEMU " + version;
        return known.contains(version)
                ? new Fake(label, version)
                : new Missing(label, "a fake can have these versions: " + String.join(", ", known));
    }

    private static String newestKnown() {
        return KnownSchemas.versions().get(KnownSchemas.versions().size() - 1);
    }
}
