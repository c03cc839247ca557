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
 * A test with a QEMU. On a class it sets how all its tests are run. On a method it makes that a test, run once for each version;
 * a member that is set there replaces that of the class. Members that take one value are arrays only so that "not set" differs
 * from every value: {@code @QemuTest(fake = false)} on a method uses a real QEMU although the class uses a fake.
 *
 * <pre>{@code
 * @QemuTest(versions = {"7.2", "10.0"})
 * @QemuMachine(kernel = "${guest}/vmlinuz", append = "console=ttyS0", ready = "login: ")
 * class LoginTest {
 *     @QemuTest
 *     void rootGetsIn(Machine machine, QmpClient vm, Console console) {
 *         console.sendLine("root");
 *         console.await("# ", Duration.ofSeconds(5));
 *     }
 * }
 * }</pre>
 *
 * <p>Parameters of test and lifecycle methods, and fields that are neither final nor static, are given what their type
 * asks for: {@code Machine}, {@code QmpClient}, {@code Console}, {@code FakeQemu}. Where there are several machines,
 * {@link QemuMachine} at the parameter or field says which. A machine is started when the first test asks for it, and ended
 * behind the last test of the class.
 *
 * <p>Where a test fails, JUnit's reporter gets files: what was said over QMP without secrets, the console, the screen,
 * QEMU's state, its command line and words. With the configuration parameter {@code qmp4j.keep=true} the machine is kept.
 *
 * <p>Tests of one class take turns; classes may run at the same time.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@TestTemplate
@ExtendWith({VersionMatrix.class, MachineExtension.class})
@ResourceLock(providers = OneTestAtATime.class)
// What JUnit calls is no business of users'.
@SuppressWarnings("exports")
public @interface QemuTest {
    /**
     * The versions to run on, each by its first numbers: {@code 10}, {@code 10.0}. Those that this host does not have are
     * reported as skipped with the reason. Default, also by {@code ""}: the first QEMU that is found.
     *
     * <p>The configuration parameter {@code qmp4j.versions=7.2,10.0} leaves out all others.
     */
    String[] versions() default {};

    /** Whether a version that this host does not have fails the test. One value; default: false. */
    boolean[] required() default {};

    /** Whether a fake takes QEMU's place, one that answers as that version does; there is no machine then. One value; default: false. */
    boolean[] fake() default {};

    /** In which state each test finds its machines. One value; default: {@link StartFrom#SAVED_STATE}. */
    StartFrom[] startFrom() default {};

    /**
     * What runs the guests' instructions: {@code kvm} or {@code tcg}. It goes before the system property {@code
     * qmp4j.accelerator}. If neither is there, also by {@code ""}, it is KVM where that works, else TCG. One value.
     */
    String[] accelerator() default {};

    /** Which emulator is looked for. One value; default: {@code qemu-system-x86_64}. */
    String[] emulator() default {};
}
