package com.example.vmstatus;

import java.util.List;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.protocol.RawCommand;

/** Starts a QEMU as its own child, prints its version and status, and ends it. Its argument is the program to start. */
public final class VmStatus {
    private VmStatus() {}

    public static void main(String[] args) {
        Endpoint qemu = Endpoint.process(
                List.of(args[0], "-machine", "none", "-nodefaults", "-display", "none", "-S", "-qmp", "stdio"));
        try (QmpClient vm = QmpClient.connect(qemu)) {
            System.out.println("QEMU " + vm.greeting().version());
            System.out.println(vm.execute(RawCommand.named("query-status")).get("status").stringValue());
            vm.execute(RawCommand.named("quit"));
        } catch (QmpException failed) {
            System.err.println(failed.getMessage());
            System.exit(1);
        }
    }
}
