package com.example.vmstatus;

import static org.qmp4j.qemu.QemuCommands.queryStatus;
import static org.qmp4j.qemu.QemuCommands.quit;

import java.util.List;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.Endpoint;

/** Starts a QEMU as a child process, prints its version and status, and stops it. The argument is the program to start. */
public final class VmStatus {
    private VmStatus() {}

    public static void main(String[] args) {
        Endpoint qemu = Endpoint.process(
                List.of(args[0], "-machine", "none", "-nodefaults", "-display", "none", "-S", "-qmp", "stdio"));
        try (QmpClient vm = QmpClient.connect(qemu)) {
            System.out.println("QEMU " + vm.greeting().version());
            System.out.println(vm.execute(queryStatus()).status());
            vm.execute(quit());
        } catch (QmpException failed) {
            System.err.println(failed.getMessage());
            System.exit(1);
        }
    }
}
