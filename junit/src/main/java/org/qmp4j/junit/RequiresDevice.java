package org.qmp4j.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.junit.extension.RequirementCondition;

/**
 * Skips tests if QEMU does not have these devices, and reports the missing one. Applies to the QEMU that the test would run on, or
 * to the first one that is found if the test is no {@link QemuTest}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(RequirementCondition.class)
// Users need not see the extension.
@SuppressWarnings("exports")
public @interface RequiresDevice {
    /** Values of {@code -device}: {@code virtio-net-pci}. All of them are required. */
    String[] value();
}
