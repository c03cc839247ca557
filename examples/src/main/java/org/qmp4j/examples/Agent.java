package org.qmp4j.examples;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.guestagent.GuestAgentCommands;
import org.qmp4j.guestagent.type.GuestAgentInfo;
import org.qmp4j.guestagent.type.GuestFileRead;

/** The samples of {@code docs/guide/guest-agent.md}. */
public final class Agent {
    private Agent() {}

    static void connect(String address) {
        // tag::connect
        ConnectOptions untilBooted = ConnectOptions.builder()
                .connectTimeout(Duration.ofMinutes(2))
                .waitForSocket(true)
                .build();
        try (GuestAgentClient guest = GuestAgentClient.connect(Endpoint.parse(address), untilBooted)) {
            GuestAgentInfo info = guest.execute(GuestAgentCommands.info());
            System.out.println("agent " + info.version());
        }
        // end::connect
    }

    static void file(GuestAgentClient guest) {
        // tag::file
        long handle = guest.execute(GuestAgentCommands.fileOpen("/etc/hostname"));
        try {
            GuestFileRead part = guest.execute(GuestAgentCommands.fileRead(handle, read -> read.count(4096)));
            byte[] bytes = Base64.getDecoder().decode(part.bufB64());
            System.out.println(new String(bytes, StandardCharsets.UTF_8).strip());
            System.out.println("end of file: " + part.eof());
        } finally {
            guest.execute(GuestAgentCommands.fileClose(handle));
        }
        // end::file
    }

    static void typed(GuestAgentClient guest) {
        // tag::typed
        GuestAgentInfo info = guest.execute(GuestAgentCommands.info());
        boolean runsPrograms = info.supportedCommands().stream()
                .anyMatch(command -> command.name().equals("guest-exec") && command.enabled());
        System.out.println("agent " + info.version() + ", runs programs: " + runsPrograms);
        // end::typed
    }

    static void refused(GuestAgentClient guest) {
        // tag::refused
        try {
            guest.execute(GuestAgentCommands.fileOpen("/no/such/file"));
        } catch (QmpCommandException refused) {
            System.out.println(refused.outcome() + ": " + refused.description());
        }
        // end::refused
    }

    static void sync(GuestAgentClient guest) {
        // tag::sync
        guest.sync(CallOptions.timeout(Duration.ofMinutes(1)));
        guest.execute(GuestAgentCommands.ping());
        System.out.println("the agent answers");
        // end::sync
    }

    /** No test runs this: it would shut down the machine of the agent. */
    static void shutDown(GuestAgentClient guest) {
        // tag::shutdown
        guest.execute(GuestAgentCommands.shutdown(arguments -> arguments.mode("powerdown")));
        // end::shutdown
    }
}
