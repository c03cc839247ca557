package org.qmp4j.it.typed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.guestagent.command.GuestExecCommand;
import org.qmp4j.guestagent.command.GuestExecStatusCommand;
import org.qmp4j.guestagent.command.GuestFileCloseCommand;
import org.qmp4j.guestagent.command.GuestFileFlushCommand;
import org.qmp4j.guestagent.command.GuestFileOpenCommand;
import org.qmp4j.guestagent.command.GuestFileReadCommand;
import org.qmp4j.guestagent.command.GuestFileSeekCommand;
import org.qmp4j.guestagent.command.GuestFileWriteCommand;
import org.qmp4j.guestagent.command.GuestFsfreezeFreezeCommand;
import org.qmp4j.guestagent.command.GuestFsfreezeFreezeListCommand;
import org.qmp4j.guestagent.command.GuestFsfreezeStatusCommand;
import org.qmp4j.guestagent.command.GuestFsfreezeThawCommand;
import org.qmp4j.guestagent.command.GuestFstrimCommand;
import org.qmp4j.guestagent.command.GuestGetCpustatsCommand;
import org.qmp4j.guestagent.command.GuestGetDevicesCommand;
import org.qmp4j.guestagent.command.GuestGetDisksCommand;
import org.qmp4j.guestagent.command.GuestGetDiskstatsCommand;
import org.qmp4j.guestagent.command.GuestGetFsinfoCommand;
import org.qmp4j.guestagent.command.GuestGetHostNameCommand;
import org.qmp4j.guestagent.command.GuestGetLoadCommand;
import org.qmp4j.guestagent.command.GuestGetMemoryBlockInfoCommand;
import org.qmp4j.guestagent.command.GuestGetMemoryBlocksCommand;
import org.qmp4j.guestagent.command.GuestGetOsinfoCommand;
import org.qmp4j.guestagent.command.GuestGetTimeCommand;
import org.qmp4j.guestagent.command.GuestGetTimezoneCommand;
import org.qmp4j.guestagent.command.GuestGetUsersCommand;
import org.qmp4j.guestagent.command.GuestGetVcpusCommand;
import org.qmp4j.guestagent.command.GuestInfoCommand;
import org.qmp4j.guestagent.command.GuestNetworkGetInterfacesCommand;
import org.qmp4j.guestagent.command.GuestNetworkGetRouteCommand;
import org.qmp4j.guestagent.command.GuestPingCommand;
import org.qmp4j.guestagent.command.GuestSetMemoryBlocksCommand;
import org.qmp4j.guestagent.command.GuestSetTimeCommand;
import org.qmp4j.guestagent.command.GuestSetUserPasswordCommand;
import org.qmp4j.guestagent.command.GuestSetVcpusCommand;
import org.qmp4j.guestagent.command.GuestShutdownCommand;
import org.qmp4j.guestagent.command.GuestSshAddAuthorizedKeysCommand;
import org.qmp4j.guestagent.command.GuestSshGetAuthorizedKeysCommand;
import org.qmp4j.guestagent.command.GuestSshRemoveAuthorizedKeysCommand;
import org.qmp4j.guestagent.command.GuestSuspendDiskCommand;
import org.qmp4j.guestagent.command.GuestSuspendHybridCommand;
import org.qmp4j.guestagent.command.GuestSuspendRamCommand;
import org.qmp4j.guestagent.command.GuestSyncCommand;
import org.qmp4j.guestagent.command.GuestSyncDelimitedCommand;
import org.qmp4j.guestagent.type.GuestExecCaptureOutput;
import org.qmp4j.guestagent.type.GuestExecCaptureOutputMode;
import org.qmp4j.guestagent.type.GuestExecStatus;
import org.qmp4j.guestagent.type.GuestFileWhence;
import org.qmp4j.guestagent.type.GuestLogicalProcessor;
import org.qmp4j.guestagent.type.GuestMemoryBlock;
import org.qmp4j.guestagent.type.GuestNetworkRoute;
import org.qmp4j.guestagent.type.QGASeek;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.GuestAgentCommand;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Nothing;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.RawGuestAgentCommand;
import org.qmp4j.protocol.typed.Members;
import org.qmp4j.protocol.typed.TypedGuestAgentCommand;
import org.qmp4j.protocol.typed.TypedReader;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/**
 * Generated commands for a real qemu-ga, whose guest is this machine. Commands that change it are written, but never
 * sent.
 */
@Tag("newest-jdk")
@ExtendWith(NoLeaks.class)
class TypedGuestAgentIT {
    private static final List<TypedGuestAgentCommand<?>> QUESTIONS = List.of(
            GuestPingCommand.of(),
            GuestInfoCommand.of(),
            GuestGetTimeCommand.of(),
            GuestGetHostNameCommand.of(),
            GuestGetOsinfoCommand.of(),
            GuestGetTimezoneCommand.of(),
            GuestGetUsersCommand.of(),
            GuestGetVcpusCommand.of(),
            GuestGetFsinfoCommand.of(),
            GuestGetDisksCommand.of(),
            GuestGetDiskstatsCommand.of(),
            GuestGetCpustatsCommand.of(),
            GuestGetLoadCommand.of(),
            GuestGetDevicesCommand.of(),
            GuestGetMemoryBlocksCommand.of(),
            GuestGetMemoryBlockInfoCommand.of(),
            GuestNetworkGetInterfacesCommand.of(),
            GuestNetworkGetRouteCommand.of(),
            GuestFsfreezeStatusCommand.of());

    @Test
    void everyQueryOfTheAgentIsDecodedAndPrintedBackEqual() throws Exception {
        try (RealQemu agent = RealQemu.startGuestAgent(RealQemu.newFolder());
                GuestAgentClient client = GuestAgentClient.connect(agent.endpoint("qga"))) {
            Set<String> answered = new TreeSet<>();
            for (TypedGuestAgentCommand<?> question : QUESTIONS) {
                Optional<JsonNode> raw = answer(client, RawGuestAgentCommand.named(question.name()));
                assertThat(answer(client, question).isPresent())
                        .as("%s has equal replies", question)
                        .isEqualTo(raw.isPresent());
                if (raw.isPresent()) {
                    assertThat(printedBack(question, raw.get())).isEqualTo(raw.get());
                    answered.add(question.name());
                }
            }
            assertThat(answered).contains("guest-info", "guest-get-osinfo", "guest-network-get-interfaces");
            assertThat(client.execute(GuestInfoCommand.of()).version())
                    .startsWith(System.getProperty("qmp4j.qemu.name", ""));
            assertThat(client.execute(GuestSyncCommand.of(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
        }
    }

    /** The agent extends the sign of a route's flags: those of the host's own IPv6 addresses are above 2^63. */
    @Test
    void aRouteWithFlagsAbove2To63IsReadExactly() throws Exception {
        try (RealQemu agent = RealQemu.startGuestAgent(RealQemu.newFolder());
                GuestAgentClient client = GuestAgentClient.connect(agent.endpoint("qga"))) {
            Optional<JsonNode> raw = answer(client, RawGuestAgentCommand.named("guest-network-get-route"));
            assumeTrue(raw.isPresent(), "this agent has no guest-network-get-route");
            List<BigInteger> sent = new ArrayList<>();
            raw.get().forEach(route -> sent.add(route.path("flags").bigIntegerValue()));
            assumeTrue(sent.stream().anyMatch(flags -> flags.bitLength() == Long.SIZE), "no route has such flags");

            List<GuestNetworkRoute> routes = client.execute(GuestNetworkGetRouteCommand.of());

            assertThat(routes)
                    .extracting(route -> route.flagsUnsigned().orElseThrow())
                    .isEqualTo(sent);
            assertThat(routes)
                    .extracting(route -> route.flags().orElseThrow())
                    .isEqualTo(sent.stream().map(BigInteger::longValue).toList());
            assertThat(routes).allSatisfy(route -> assertThat(route.version()).isIn(4L, 6L));
        }
    }

    @Test
    void aFileIsWrittenAndReadByTypedCommands() throws Exception {
        try (RealQemu agent = RealQemu.startGuestAgent(RealQemu.newFolder());
                GuestAgentClient client = GuestAgentClient.connect(agent.endpoint("qga"))) {
            String path = agent.path("hello").toString();
            long handle =
                    client.execute(GuestFileOpenCommand.builder(path).mode("w+").build());
            String text = Base64.getEncoder().encodeToString("hello".getBytes(UTF_8));
            assertThat(client.execute(GuestFileWriteCommand.of(handle, text)).count())
                    .isEqualTo(5);
            client.execute(GuestFileFlushCommand.of(handle));
            assertThat(client.execute(GuestFileSeekCommand.of(handle, 1, GuestFileWhence.of(QGASeek.SET)))
                            .position())
                    .isEqualTo(1);
            var read = client.execute(
                    GuestFileReadCommand.builder(handle).count(100).build());
            assertThat(Base64.getDecoder().decode(read.bufB64()))
                    .asString(UTF_8)
                    .isEqualTo("ello");
            assertThat(read.count()).isEqualTo(4);
            client.execute(GuestFileCloseCommand.of(handle));
        }
    }

    @Test
    void aProgramIsRunByTypedCommands() throws Exception {
        try (RealQemu agent = RealQemu.startGuestAgent(RealQemu.newFolder());
                GuestAgentClient client = GuestAgentClient.connect(agent.endpoint("qga"))) {
            long pid = client.execute(GuestExecCommand.builder("/bin/echo")
                            .arg(List.of("hello"))
                            .env(List.of("LANG=C"))
                            .captureOutput(GuestExecCaptureOutput.of(true))
                            .build())
                    .pid();
            List<GuestExecStatus> last = new ArrayList<>();
            Await.until("the exit of " + pid, () -> {
                last.add(0, client.execute(GuestExecStatusCommand.of(pid)));
                return last.get(0).exited();
            });
            assertThat(last.get(0).exitcode()).contains(0L);
            assertThat(Base64.getDecoder().decode(last.get(0).outData().orElseThrow()))
                    .asString(UTF_8)
                    .isEqualTo("hello\n");
        }
    }

    @Test
    void theKeysOfAMissingUserAreRejected() throws Exception {
        try (RealQemu agent = RealQemu.startGuestAgent(RealQemu.newFolder());
                GuestAgentClient client = GuestAgentClient.connect(agent.endpoint("qga"))) {
            for (GuestAgentCommand<?> command : List.of(
                    GuestSshGetAuthorizedKeysCommand.of("no-such-user-here"),
                    GuestSshAddAuthorizedKeysCommand.of("no-such-user-here", List.of("ssh-ed25519 AAAA nobody")),
                    GuestSshRemoveAuthorizedKeysCommand.of("no-such-user-here", List.of("ssh-ed25519 AAAA nobody")))) {
                assertThatExceptionOfType(QmpCommandException.class)
                        .isThrownBy(() -> client.execute(command))
                        .satisfies(refused -> assertThat(refused.command()).isEqualTo(command.name()));
            }
        }
    }

    /** These are never sent. */
    @Test
    void commandsThatWouldChangeTheMachineAreWrittenAsDocumented() {
        isWritten(GuestShutdownCommand.builder().mode("halt").build(), "guest-shutdown", "{'mode':'halt'}");
        isWritten(GuestSuspendDiskCommand.of(), "guest-suspend-disk", "{}");
        isWritten(GuestSuspendRamCommand.of(), "guest-suspend-ram", "{}");
        isWritten(GuestSuspendHybridCommand.of(), "guest-suspend-hybrid", "{}");
        isWritten(GuestFsfreezeFreezeCommand.of(), "guest-fsfreeze-freeze", "{}");
        isWritten(GuestFsfreezeThawCommand.of(), "guest-fsfreeze-thaw", "{}");
        isWritten(
                GuestFsfreezeFreezeListCommand.builder()
                        .mountpoints(List.of("/", "/var"))
                        .build(),
                "guest-fsfreeze-freeze-list",
                "{'mountpoints':['/','/var']}");
        isWritten(GuestFstrimCommand.builder().minimum(4096).build(), "guest-fstrim", "{'minimum':4096}");
        isWritten(
                GuestSetTimeCommand.builder().time(1_700_000_000_000_000_000L).build(),
                "guest-set-time",
                "{'time':1700000000000000000}");
        isWritten(
                GuestSetUserPasswordCommand.of("fred", "c2VjcmV0", false),
                "guest-set-user-password",
                "{'username':'fred','password':'c2VjcmV0','crypted':false}");
        isWritten(
                GuestSetVcpusCommand.of(List.of(GuestLogicalProcessor.of(1, false))),
                "guest-set-vcpus",
                "{'vcpus':[{'logical-id':1,'online':false}]}");
        isWritten(
                GuestSetMemoryBlocksCommand.of(List.of(GuestMemoryBlock.builder(0, true)
                        .physIndex(new BigInteger("18446744073709551615"))
                        .build())),
                "guest-set-memory-blocks",
                "{'mem-blks':[{'phys-index':18446744073709551615,'online':true}]}");
        isWritten(GuestSyncDelimitedCommand.of(7), "guest-sync-delimited", "{'id':7}");
        isWritten(
                GuestSshAddAuthorizedKeysCommand.builder("fred", List.of("k"))
                        .reset(true)
                        .build(),
                "guest-ssh-add-authorized-keys",
                "{'username':'fred','keys':['k'],'reset':true}");
        isWritten(
                GuestExecCommand.builder("/bin/true")
                        .inputData("AA==")
                        .captureOutput(GuestExecCaptureOutput.of(GuestExecCaptureOutputMode.SEPARATED))
                        .build(),
                "guest-exec",
                "{'path':'/bin/true','input-data':'AA==','capture-output':'separated'}");
        isWritten(
                GuestFileSeekCommand.of(3, -5, GuestFileWhence.of(2)),
                "guest-file-seek",
                "{'handle':3,'offset':-5,'whence':2}");
    }

    private static void isWritten(GuestAgentCommand<?> command, String name, String arguments) {
        assertThat(command.name()).isEqualTo(name);
        JsonNode written = command.hasArguments()
                ? JsonText.of(QmpJson.toText(command::writeArguments)).tree()
                : QmpTree.of("{}");
        assertThat(written).isEqualTo(QmpTree.of(arguments));
    }

    private static <R> Optional<R> answer(GuestAgentClient client, GuestAgentCommand<R> command) {
        try {
            return Optional.of(client.execute(command));
        } catch (QmpCommandException refused) {
            assertThat(refused.command()).isEqualTo(command.name());
            return Optional.empty();
        }
    }

    private static <R> JsonNode printedBack(TypedGuestAgentCommand<R> command, JsonNode answer) {
        try (JsonParser in = JsonText.of(QmpJson.toText(answer)).parser()) {
            R value = command.readReturn(TypedReader.of(in).keepingUnknownMembers());
            return value == Nothing.NOTHING
                    ? QmpTree.of("{}")
                    : JsonText.of(QmpJson.toText(out -> Members.writeValue(out, value)))
                            .tree();
        }
    }
}
