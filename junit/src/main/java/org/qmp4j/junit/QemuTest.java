package org.qmp4j.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.qmp4j.junit.extension.MachineExtension;
import org.qmp4j.junit.extension.OneTestAtATime;
import org.qmp4j.junit.extension.VersionMatrix;

/**
 * A test with a QEMU. On a class it configures all its tests. A method with it is a test, which is run once for each version;
 * a member that is set on a method replaces that of the class. Members that take one value are arrays only so that "not set" differs
 * from every value: {@code @QemuTest(fake = false)} on a method uses a real QEMU although the class uses a fake.
 *
 * <pre>{@code
 * @QemuTest(versions = {"7.2", "10.0"})
 * @QemuMachine(kernel = "${guest}/vmlinuz", append = "console=ttyS0", ready = "login: ")
 * class LoginTest {
 *     @QemuTest
 *     void rootGetsIn(Machine machine, QmpClient vm, Console console) {
 *         console.sendLine("root");
 *         console.expect("# ", Duration.ofSeconds(5));
 *     }
 * }
 * }</pre>
 *
 * <p>Parameters of test and lifecycle methods, and fields that are neither final nor static, are injected by
 * type: {@code Machine}, {@code QmpClient}, {@code Console}, {@code FakeQemu}. If there are several machines,
 * {@link QemuMachine} on the parameter or field selects one. A machine is started for the first test that uses it, and stopped
 * after the last test of the class.
 *
 * <p>After a failed test, JUnit's reporter gets files: the QMP messages without secrets, the console output, a screenshot,
 * QEMU's state, command line and output. With the configuration parameter {@code qmp4j.keep=true} the machine keeps running.
 *
 * <p>Tests of one class run one after the other; classes may run in parallel.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@TestTemplate
@ExtendWith({VersionMatrix.class, MachineExtension.class})
@ResourceLock(providers = OneTestAtATime.class)
// Users need not see the extension.
@SuppressWarnings("exports")
public @interface QemuTest {
    /**
     * The versions to run on, each by its first numbers: {@code 10}, {@code 10.0}. Tests of versions that this host does not have
     * are skipped, with the reason. Default, also for {@code ""}: the first QEMU that is found.
     *
     * <p>The configuration parameter {@code qmp4j.versions=7.2,10.0} skips all others.
     */
    String[] versions() default {};

    /** Whether a version that this host does not have fails the test. One value; default: false. */
    boolean[] required() default {};

    /** Whether a fake of that version is used instead of a QEMU; then there is no machine. One value; default: false. */
    boolean[] fake() default {};

    /** The state of the machines at the beginning of each test. One value; default: {@link StartFrom#SAVED_STATE}. */
    StartFrom[] startFrom() default {};

    /**
     * What runs the guests' instructions: {@code kvm} or {@code tcg}. It takes precedence over the system property {@code
     * qmp4j.accelerator}. If neither is set, or this is {@code ""}, KVM is used if it works, else TCG. One value.
     */
    String[] accelerator() default {};

    /** The emulator to search for. One value; default: {@code qemu-system-x86_64}. */
    String[] emulator() default {};
}
