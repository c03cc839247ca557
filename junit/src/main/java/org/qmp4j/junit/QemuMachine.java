package org.qmp4j.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a class or method: a machine of its tests; several where it is repeated. What a method says replaces what its class says.
 * On a parameter or field: which of the machines is meant.
 *
 * <p>In texts, <code>${name}</code> stands for the configuration parameter or system property of that name.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Repeatable(QemuMachines.class)
public @interface QemuMachine {
    /** What the machine is called where nothing is said. */
    String DEFAULT_NAME = "machine";

    /** What it is called. */
    String value() default DEFAULT_NAME;

    /** What kind of machine it is, as {@code -machine} takes it. */
    String type() default "q35";

    /** How much memory it has, as {@code -m} takes it. */
    String memory() default "128M";

    /** How many processors it has. */
    int cpus() default 1;

    /** A Linux kernel that QEMU loads itself; nothing for none. */
    String kernel() default "";

    /** The kernel's first file system; nothing for none. */
    String initrd() default "";

    /** What the kernel is told. */
    String append() default "";

    /** An image, qcow2 or raw, as its disk; it stays as it is: what the guest writes goes to an overlay. Nothing for none. */
    String disk() default "";

    /** More arguments for QEMU, each a word; in them <code>{}</code> stands for the machine's folder. */
    String[] arguments() default {};

    /** Parts of the machine that take more than a text to describe. The interface itself stands for none. */
    Class<? extends MachineDefinition> definition() default MachineDefinition.class;

    /** The private networks that it has a card in, each by a name; machines that name the same one reach each other. */
    String[] networks() default {};

    /** Whether it has a screen, of which a picture is taken where a test fails. */
    boolean screen() default true;

    /**
     * What its console says when it is ready, as a regular expression; nothing if it is ready as soon as QEMU answers. If it does
     * not become ready, the test fails, and the other tests of the class fail at once with the same reason.
     */
    String ready() default "";

    /** How many seconds it may take to be ready. */
    int readyWithinSeconds() default 60;

    /** What its console must never say, as regular expressions; a test fails where it does, with the lines. */
    String[] panics() default {"Kernel panic", "BUG: ", "Oops: ", "general protection fault"};
}
