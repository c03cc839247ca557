package org.qmp4j.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a class or method: a machine of its tests; repeat it for several machines. The machines of a method replace those of its class.
 * On a parameter or field: selects the machine.
 *
 * <p>In texts, <code>${name}</code> stands for the configuration parameter or system property of that name.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Repeatable(QemuMachines.class)
public @interface QemuMachine {
    /** The default name. */
    String DEFAULT_NAME = "machine";

    /** The name of the machine. */
    String value() default DEFAULT_NAME;

    /** The machine type, a value of {@code -machine}. */
    String type() default "q35";

    /** The memory, a value of {@code -m}. */
    String memory() default "128M";

    /** The number of CPUs. */
    int cpus() default 1;

    /** A Linux kernel that QEMU loads itself; empty for none. */
    String kernel() default "";

    /** The kernel's initial RAM disk; empty for none. */
    String initrd() default "";

    /** The parameters of the kernel. */
    String append() default "";

    /** An image, qcow2 or raw, for the disk. The guest writes to an overlay, so the image does not change. Empty for no disk. */
    String disk() default "";

    /** More arguments for QEMU, in which <code>{}</code> stands for the machine's folder. */
    String[] arguments() default {};

    /** Parts that an annotation cannot describe. The default, the interface itself, adds none. */
    Class<? extends MachineDefinition> definition() default MachineDefinition.class;

    /** The names of the private networks of the machine, with a card in each. Machines in the same network can reach each other. */
    String[] networks() default {};

    /** Whether the machine has a screen, of which a screenshot is taken after a failed test. */
    boolean screen() default true;

    /**
     * A regular expression for the console output that means that the machine is ready; empty if it is ready as soon as QEMU answers.
     * If it does not become ready, the test fails, and the other tests of the class fail at once with the same reason.
     */
    String ready() default "";

    /** The timeout for being ready, in seconds. */
    int readyWithinSeconds() default 60;

    /** Regular expressions for console output that makes a test fail, with these lines in the message. */
    String[] panics() default {"Kernel panic", "BUG: ", "Oops: ", "general protection fault"};
}
