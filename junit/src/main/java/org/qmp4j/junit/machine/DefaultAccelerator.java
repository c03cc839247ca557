package org.qmp4j.junit.machine;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.machine.error.ConsoleException;
import org.qmp4j.machine.error.MachineStartException;
import org.qmp4j.machine.part.Accelerator;

/**
 * The accelerator of machines that do not choose one: KVM until it has proved useless on this host, then TCG.
 * May be used by any thread.
 */
public final class DefaultAccelerator {
    private static final System.Logger LOG = System.getLogger(DefaultAccelerator.class.getName());
    private static final DefaultAccelerator OF_THIS_JVM = new DefaultAccelerator(Accelerator::auto);

    private enum Kvm {
        UNTRIED,
        WORKS,
        USELESS
    }

    private final Supplier<Accelerator> choice;
    private final AtomicReference<Kvm> kvm = new AtomicReference<>(Kvm.UNTRIED);

    /**
     * Knows nothing of KVM yet.
     *
     * @param choice the accelerator as long as KVM has not proved useless
     */
    public DefaultAccelerator(Supplier<Accelerator> choice) {
        this.choice = choice;
    }

    /** The instance for all tests of this JVM. */
    public static DefaultAccelerator ofThisJvm() {
        return OF_THIS_JVM;
    }

    /** The accelerator for the next boot. */
    Accelerator next() {
        return kvm.get() == Kvm.USELESS ? Accelerator.TCG : choice.get();
    }

    /** Notes that a guest became ready with an accelerator. */
    void worked(Accelerator accelerator) {
        if (accelerator.names().contains("kvm")) {
            kvm.compareAndSet(Kvm.UNTRIED, Kvm.WORKS);
        }
    }

    /**
     * Whether a boot may have failed because KVM is useless: no guest has become ready under it yet, TCG is allowed as well, and
     * there was no sign of life.
     */
    boolean isSuspect(Accelerator accelerator, QmpException failure) {
        return kvm.get() == Kvm.UNTRIED
                && accelerator.names().contains("kvm")
                && accelerator.names().contains("tcg")
                && isWithoutLife(failure);
    }

    /** A single line of output may come from a boot loader: a useless KVM runs some instructions, and hangs in the kernel. */
    private static boolean isWithoutLife(QmpException failure) {
        return failure instanceof MachineStartException
                || (failure instanceof ConsoleException silent
                        && silent.output().lines().count() <= 1);
    }

    /** Notes that the same machines became ready under TCG, and reports it the first time. */
    void isUseless(QmpException failure) {
        if (kvm.getAndSet(Kvm.USELESS) != Kvm.USELESS) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "KVM does not work on this host: a guest became ready under TCG, but not under KVM ({0})."
                            + " From now on tests use TCG unless they choose. -D{1}=tcg saves this attempt.",
                    failure.getMessage(),
                    Accelerator.PROPERTY);
        }
    }
}
