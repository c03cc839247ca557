package org.qmp4j.junit.extension;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.junit.RequiresAccelerator;
import org.qmp4j.junit.RequiresDevice;
import org.qmp4j.machine.QemuAbilities;
import org.qmp4j.machine.QemuAbilities.TriedAccelerator;
import org.qmp4j.machine.host.QemuInstallation;

/**
 * What the annotations on a test and its classes require of QEMU.
 *
 * @param devices devices
 * @param accelerators accelerators
 */
record Requirements(List<String> devices, List<String> accelerators) {
    static Requirements of(ExtensionContext context) {
        List<AnnotatedElement> places = TestSettings.places(context);
        return new Requirements(
                places.stream()
                        .flatMap(place -> AnnotationSupport.findAnnotation(place, RequiresDevice.class).stream())
                        .flatMap(required -> Stream.of(required.value()))
                        .distinct()
                        .toList(),
                places.stream()
                        .flatMap(place -> AnnotationSupport.findAnnotation(place, RequiresAccelerator.class).stream())
                        .map(RequiresAccelerator::value)
                        .distinct()
                        .toList());
    }

    /** Whether this QEMU has everything that is required; if not, the reason. */
    ConditionEvaluationResult check(QemuInstallation qemu) {
        try {
            return missing(qemu)
                    .map(ConditionEvaluationResult::disabled)
                    .orElseGet(() -> ConditionEvaluationResult.enabled("all requirements are met"));
        } catch (QmpInterruptedException | QmpCallInterruptedException interrupted) {
            throw interrupted;
        } catch (QmpException failed) {
            return ConditionEvaluationResult.disabled(
                    qemu + " did not list its devices or accelerators: " + failed.getMessage());
        }
    }

    private Optional<String> missing(QemuInstallation qemu) {
        for (String device : devices) {
            if (!Devices.of(qemu).contains(device)) {
                return Optional.of(Choice.name(qemu) + " has no device '" + device + "'");
            }
        }
        for (String accelerator : accelerators) {
            List<TriedAccelerator> built = QemuAbilities.of(qemu).accelerators().stream()
                    .filter(tried -> tried.name().equals(accelerator))
                    .toList();
            if (built.isEmpty() || !built.get(0).isUsable()) {
                String reason = built.isEmpty()
                        ? "it was built without it"
                        : built.get(0).reason();
                return Optional.of(Choice.name(qemu) + " cannot use " + accelerator + " here: " + reason);
            }
        }
        return Optional.empty();
    }
}
