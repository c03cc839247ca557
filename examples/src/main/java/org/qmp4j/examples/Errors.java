package org.qmp4j.examples;

import static org.qmp4j.qemu.QemuCommands.deviceDel;
import static org.qmp4j.qemu.QemuCommands.qomGet;
import static org.qmp4j.qemu.QemuCommands.queryName;
import static org.qmp4j.qemu.QemuCommands.queryQmpSchema;
import static org.qmp4j.qemu.QemuCommands.queryStatus;
import static org.qmp4j.qemu.QemuCommands.stop;
import static org.qmp4j.qemu.QemuCommands.systemPowerdown;

import java.time.Duration;
import java.util.List;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.Reconnector;
import org.qmp4j.client.error.QmpBatchException;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.QmpCommand;
import org.qmp4j.protocol.RawCommand;

/** The samples of {@code docs/guide/errors.md}. */
public final class Errors {
    private Errors() {}

    static void rejected(QmpClient vm) {
        // tag::rejected
        try {
            vm.execute(deviceDel("disk1"));
        } catch (QmpCommandException refused) {
            System.out.println(refused.outcome());
            System.out.println(refused.errorClass());
            System.out.println(refused.description());
            System.out.println(refused.getMessage());
        }
        // end::rejected
    }

    static void missing(QmpClient vm) {
        // tag::missing
        try {
            vm.execute(RawCommand.named("query-everything"));
        } catch (QmpCommandException refused) {
            if (!refused.errorClass().equals(ErrorClass.COMMAND_NOT_FOUND)) {
                throw refused;
            }
            System.out.println("this QEMU has no " + refused.command());
        }
        // end::missing
    }

    static void invalid(QmpClient vm) {
        // tag::invalid
        try {
            vm.execute(qomGet("/\uD800", "type"));
        } catch (QmpInvalidCommandException refused) {
            System.out.println(refused.outcome() + ", " + refused.path());
            System.out.println(refused.getMessage());
        }
        // end::invalid
    }

    static void outcome(QmpClient vm) {
        // tag::outcome
        try {
            vm.execute(systemPowerdown());
        } catch (QmpCallException failed) {
            String next = switch (failed.outcome()) {
                case NOT_SENT -> "it did not run: sending it again is safe, unless it is invalid";
                case REJECTED -> "QEMU rejected it: sending it again brings the same error";
                case DONE -> "it ran: the answer could not be read";
                case UNKNOWN -> "it may have run: query the state before doing anything";
            };
            System.out.println(next);
        }
        // end::outcome
    }

    static void batch(QmpClient vm) {
        // tag::batch
        List<QmpCommand<?>> commands = List.of(queryStatus(), deviceDel("disk1"), stop());
        try {
            vm.executeAll(commands);
        } catch (QmpBatchException failed) {
            for (int i = 0; i < commands.size(); i++) {
                System.out.println(
                        commands.get(i).name() + ": " + failed.results().get(i).outcome());
            }
            System.out.println(failed.getMessage());
        }
        // end::batch
    }

    // tag::retry
    /** Runs a command that changes nothing, or the same thing when it runs twice. */
    static <R> R retried(Reconnector<QmpClient> monitor, QmpCommand<R> command) {
        for (int tries = 1; ; tries++) {
            QmpClient vm = monitor.connect(Duration.ofMinutes(1)).client();
            try {
                return vm.execute(command);
            } catch (QmpDisconnectedException | QmpTimeoutException failed) {
                // Not sent, or it may have run. Other failures would only repeat themselves.
                if (tries == 3) {
                    throw failed;
                }
            }
        }
    }
    // end::retry

    static void late(QmpClient vm) {
        // tag::late
        try {
            vm.execute(queryQmpSchema(), CallOptions.timeout(Duration.ofMillis(1)));
        } catch (QmpCallException failed) {
            System.out.println(failed.outcome() + ": " + failed.getMessage());
        }
        System.out.println(vm.execute(queryName()));
        System.out.println("late replies: " + vm.statistics().lateReplies());
        // end::late
    }
}
