package org.qmp4j.it.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qmp4j.qemu.QemuCommands.blockResize;
import static org.qmp4j.qemu.QemuCommands.blockSetWriteThreshold;
import static org.qmp4j.qemu.QemuCommands.blockdevAdd;
import static org.qmp4j.qemu.QemuCommands.cont;
import static org.qmp4j.qemu.QemuCommands.deviceAdd;
import static org.qmp4j.qemu.QemuCommands.memsave;
import static org.qmp4j.qemu.QemuCommands.queryStatus;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.qmp4j.guestagent.GuestAgentCommands;
import org.qmp4j.protocol.EventType;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.RawEvent;
import org.qmp4j.protocol.typed.TypedCommand;
import org.qmp4j.qemu.QemuCommands;
import org.qmp4j.qemu.QemuEvents;
import org.qmp4j.qemu.command.QueryStatusCommand;
import org.qmp4j.qemu.event.StopEvent;
import org.qmp4j.qemu.type.BlockdevOptions;
import org.qmp4j.qemu.type.BlockdevOptionsNull;
import org.qmp4j.qemu.type.ChardevBackend;
import org.qmp4j.qemu.type.ChardevFile;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Schema;

/** The classes that list all commands and all events of an API. */
class FacadesTest {
    @Test
    void aMethodReturnsTheFinishedCommand() {
        QueryStatusCommand command = queryStatus();
        assertThat(command.name()).isEqualTo("query-status");
        assertThat(cont().name()).isEqualTo("cont");
        assertThat(GuestAgentCommands.ping().name()).isEqualTo("guest-ping");
    }

    @Test
    void optionalArgumentsAreSetByASecondMethod() {
        assertThat(blockResize(1024).toJson()).isEqualTo("{\"size\":1024}");
        assertThat(blockResize(1024, arguments -> arguments.nodeName("disk0")).toJson())
                .isEqualTo("{\"node-name\":\"disk0\",\"size\":1024}");
        assertThat(GuestAgentCommands.exec("/bin/ls", arguments -> arguments.arg(List.of("-l")))
                        .toJson())
                .isEqualTo("{\"path\":\"/bin/ls\",\"arg\":[\"-l\"]}");
    }

    @Test
    void aBlockOfStatementsSetsOptionalArgumentsToo() {
        assertThat(blockResize(1024, arguments -> {
                            arguments.device("old");
                            arguments.nodeName("disk0");
                        })
                        .toJson())
                .isEqualTo("{\"device\":\"old\",\"node-name\":\"disk0\",\"size\":1024}");
    }

    @Test
    void theArgumentsOfAUnionAreOneValue() {
        BlockdevOptions disk = BlockdevOptions.builder().nodeName("disk0").nullCo(BlockdevOptionsNull.of());
        assertThat(blockdevAdd(disk).toJson()).isEqualTo("{\"driver\":\"null-co\",\"node-name\":\"disk0\"}");
    }

    @Test
    void argumentsThatAreNotInTheSchemaAreSetLikeOptionalOnes() {
        assertThat(deviceAdd("virtio-rng-pci", device -> device.id("rng0").with("max-bytes", 7))
                        .toJson())
                .isEqualTo("{\"driver\":\"virtio-rng-pci\",\"id\":\"rng0\",\"max-bytes\":7}");
    }

    @Test
    void aBranchAcceptsTheValueInsideItsWrapper() {
        assertThat(ChardevBackend.builder().file(ChardevFile.of("/dev/null")).toJson())
                .isEqualTo("{\"type\":\"file\",\"data\":{\"out\":\"/dev/null\"}}");
    }

    @Test
    void everyCommandHasAMethod() throws ReflectiveOperationException {
        assertThat(namesMadeBy(QemuCommands.class)).isEqualTo(names(KnownSchemas.qemu()));
        assertThat(namesMadeBy(GuestAgentCommands.class)).isEqualTo(names(KnownSchemas.guestAgent()));
    }

    @Test
    void aMandatoryUnsignedArgumentMayBeABigInteger() {
        BigInteger largest = new BigInteger("18446744073709551615");
        assertThat(blockSetWriteThreshold("disk0", largest).toJson())
                .isEqualTo("{\"node-name\":\"disk0\",\"write-threshold\":18446744073709551615}");
        assertThat(memsave(largest, BigInteger.ONE, "/tmp/memory", arguments -> arguments.cpuIndex(1))
                        .toJson())
                .isEqualTo("{\"val\":18446744073709551615,\"size\":1,\"filename\":\"/tmp/memory\",\"cpu-index\":1}");
    }

    @Test
    void theMethodsOfACommandHaveTheParametersOfItsFactories() {
        for (Class<?> facade : List.of(QemuCommands.class, GuestAgentCommands.class)) {
            methods(facade).map(Method::getReturnType).distinct().forEach(command -> {
                Set<List<Class<?>>> plain = parameters(
                        methods(facade).filter(method -> method.getReturnType() == command && !takesOptional(method)));
                Set<List<Class<?>>> withOptional = parameters(
                        methods(facade).filter(method -> method.getReturnType() == command && takesOptional(method)));
                Set<List<Class<?>>> builders = parameters(factories(command, "builder"), Consumer.class);

                assertThat(plain).as(command.getName()).isEqualTo(parameters(factories(command, "of")));
                assertThat(withOptional).as(command.getName()).isIn(Set.of(), builders);
            });
        }
    }

    private static Stream<Method> methods(Class<?> facade) {
        return Stream.of(facade.getDeclaredMethods()).filter(method -> Modifier.isPublic(method.getModifiers()));
    }

    private static Stream<Method> factories(Class<?> command, String name) {
        return methods(command).filter(method -> method.getName().equals(name));
    }

    private static boolean takesOptional(Method method) {
        return List.of(method.getParameterTypes()).contains(Consumer.class);
    }

    private static Set<List<Class<?>>> parameters(Stream<Method> methods, Class<?>... more) {
        return methods.map(method -> Stream.of(method.getParameterTypes(), more)
                        .<Class<?>>flatMap(Stream::of)
                        .toList())
                .collect(Collectors.toSet());
    }

    private static Set<String> names(Schema schema) {
        return schema.commands().values().stream().map(Command::name).collect(Collectors.toSet());
    }

    private static Set<Object> namesMadeBy(Class<?> facade) throws ReflectiveOperationException {
        List<Class<?>> commands =
                methods(facade).<Class<?>>map(Method::getReturnType).toList();
        assertThat(commands).allMatch(TypedCommand.class::isAssignableFrom);
        Set<Object> names = new HashSet<>();
        for (Class<?> command : commands) {
            names.add(command.getField("NAME").get(null));
        }
        return names;
    }

    @Test
    void everyEventHasAConstantAndIsFoundByItsName() {
        EventType<StopEvent> stop = QemuEvents.STOP;
        assertThat(stop.name()).isEqualTo("STOP");
        assertThat(QemuEvents.all())
                .extracting(EventType::name)
                .containsExactlyInAnyOrderElementsOf(
                        KnownSchemas.qemu().events().keySet());
        assertThat(QemuEvents.byName("NEWER_THAN_THIS_BUILD")).isEmpty();
        RawEvent raw = new RawEvent("STOP", null, null, JsonText.of("{\"event\":\"STOP\"}"));
        assertThat(QemuEvents.byName("STOP").orElseThrow().decode(raw)).isInstanceOf(StopEvent.class);
    }
}
