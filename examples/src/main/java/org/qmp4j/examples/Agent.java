package org.qmp4j.examples;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.qmp4j.client.CallOptions;
import org.qmp4j.client.ConnectOptions;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.guestagent.GuestAgentCommands;
import org.qmp4j.guestagent.type.GuestAgentInfo;
import org.qmp4j.protocol.RawGuestAgentCommand;
import tools.jackson.databind.JsonNode;

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
            JsonNode info = guest.execute(RawGuestAgentCommand.named("guest-info"));
            System.out.println("agent " + info.get("version").stringValue());
        }
        // end::connect
    }

    static void file(GuestAgentClient guest) {
        // tag::file
        JsonNode handle =
                guest.execute(RawGuestAgentCommand.named("guest-file-open").with("path", "/etc/hostname"));
        try {
            JsonNode part = guest.execute(RawGuestAgentCommand.named("guest-file-read")
                    .with("handle", handle)
                    .with("count", 4096));
            byte[] bytes = Base64.getDecoder().decode(part.get("buf-b64").stringValue());
            System.out.println(new String(bytes, StandardCharsets.UTF_8).strip());
            System.out.println("end of file: " + part.get("eof").booleanValue());
        } finally {
            guest.execute(RawGuestAgentCommand.named("guest-file-close").with("handle", handle));
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
            guest.execute(RawGuestAgentCommand.named("guest-file-open").with("path", "/no/such/file"));
        } catch (QmpCommandException refused) {
            System.out.println(refused.outcome() + ": " + refused.description());
        }
        // end::refused
    }

    static void sync(GuestAgentClient guest) {
        // tag::sync
        guest.sync(CallOptions.timeout(Duration.ofMinutes(1)));
        System.out.println(guest.execute(RawGuestAgentCommand.named("guest-ping")));
        // end::sync
    }

    /** Never run against an agent on one's own machine: it ends that. */
    static void shutDown(GuestAgentClient guest) {
        // tag::shutdown
        guest.execute(RawGuestAgentCommand.named("guest-shutdown").with("mode", "powerdown"));
        // end::shutdown
    }
}
