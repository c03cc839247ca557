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
 * Skips tests where QEMU cannot use an accelerator on this host, and says why. Asked of the QEMU that the test would run on;
 * where the test is no {@link QemuTest}, of the first that is found.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(RequirementCondition.class)
// What JUnit calls is no business of users'.
@SuppressWarnings("exports")
public @interface RequiresAccelerator {
    /** As {@code -accel} takes it: {@code kvm}. */
    String value();
}
