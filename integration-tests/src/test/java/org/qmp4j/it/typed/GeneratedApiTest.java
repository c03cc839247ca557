package org.qmp4j.it.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qmp4j.guestagent.command.GuestPingCommand;
import org.qmp4j.qemu.command.DeviceAddCommand;
import org.qmp4j.qemu.command.QomSetCommand;
import org.qmp4j.qemu.command.QueryStatusCommand;
import org.qmp4j.qemu.type.BlockdevCreateOptionsQcow2;
import org.qmp4j.qemu.type.BlockdevOptions;
import org.qmp4j.qemu.type.BlockdevRef;
import org.qmp4j.qemu.type.CpuModelInfo;
import org.qmp4j.qemu.type.RunState;
import tools.jackson.databind.node.JsonNodeFactory;

/** How programs use the generated classes; the expected JSON is what QEMU's manual says. */
class GeneratedApiTest {
    @Test
    void aCommandWithoutArgumentsNeedsNoBuilder() {
        assertThat(QueryStatusCommand.of()).isSameAs(QueryStatusCommand.of()).hasToString("query-status");
        assertThat(QueryStatusCommand.of().hasArguments()).isFalse();
        assertThat(QueryStatusCommand.of().toJson()).isEqualTo("{}");
        assertThat(GuestPingCommand.of()).isSameAs(GuestPingCommand.of());
        assertThat(Arrays.stream(QueryStatusCommand.class.getMethods()))
                .extracting(method -> method.getName())
                .doesNotContain("builder", "toBuilder");
        assertThat(QueryStatusCommand.class.getDeclaredClasses()).isEmpty();
    }

    @Test
    void aMandatoryUnsignedNumberCanBeABigInteger() {
        BigInteger largest = new BigInteger("18446744073709551615");
        assertThat(BlockdevCreateOptionsQcow2.of(BlockdevRef.of("a"), largest).toJson())
                .isEqualTo("{\"file\":\"a\",\"size\":18446744073709551615}");
        assertThat(BlockdevCreateOptionsQcow2.builder(BlockdevRef.of("a"), largest)
                        .build())
                .isEqualTo(BlockdevCreateOptionsQcow2.of(BlockdevRef.of("a"), largest));
        assertThat(BlockdevCreateOptionsQcow2.of(BlockdevRef.of("a"), BigInteger.TEN))
                .isEqualTo(BlockdevCreateOptionsQcow2.of(BlockdevRef.of("a"), 10));
        BigInteger tooLarge = largest.add(BigInteger.ONE);
        BlockdevRef file = BlockdevRef.of("a");
        assertThatThrownBy(() -> BlockdevCreateOptionsQcow2.of(file, tooLarge))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void argumentsThatAreNotInTheSchemaTakeJavaValues() {
        DeviceAddCommand add = DeviceAddCommand.builder("virtio-blk-pci")
                .with("drive", "disk0")
                .with("num-queues", 4)
                .with("share-rw", true)
                .with("bootindex", null)
                .with("iothread-vq-mapping", List.of(Map.of("iothread", "io0")))
                .with("json", JsonNodeFactory.instance.arrayNode().add(1))
                .build();
        assertThat(add.toJson())
                .isEqualTo("{\"driver\":\"virtio-blk-pci\",\"drive\":\"disk0\",\"num-queues\":4,\"share-rw\":true,"
                        + "\"bootindex\":null,\"iothread-vq-mapping\":[{\"iothread\":\"io0\"}],\"json\":[1]}");
    }

    @Test
    void anArgumentOfTheSchemaIsSetByItsName() {
        DeviceAddCommand add =
                DeviceAddCommand.builder("rng").with("id", "rng0").build();
        assertThat(add).isEqualTo(DeviceAddCommand.builder("rng").id("rng0").build());
        DeviceAddCommand.Builder wrong = DeviceAddCommand.builder("rng");
        assertThatThrownBy(() -> wrong.with("id", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot read argument 'id' from JSON: expected a string, found a whole number");
        assertThatThrownBy(() -> wrong.with("drive", new Object()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("argument 'drive' is a java.lang.Object: use ");
    }

    @Test
    void aMemberOfAnyTypeTakesJavaValues() {
        assertThat(QomSetCommand.of("/machine", "a", true).toJson())
                .isEqualTo("{\"path\":\"/machine\",\"property\":\"a\",\"value\":true}");
        assertThat(QomSetCommand.of("/machine", "a", null).toJson())
                .isEqualTo("{\"path\":\"/machine\",\"property\":\"a\",\"value\":null}");
        assertThat(CpuModelInfo.builder("max")
                        .props(Map.of("avx", false))
                        .build()
                        .toJson())
                .isEqualTo("{\"name\":\"max\",\"props\":{\"avx\":false}}");
    }

    @Test
    void aSwitchOverAnEnumerationHandlesUnknownValues() {
        assertThat(RunState.of("running").known()).isEqualTo(RunState.Known.RUNNING);
        assertThat(RunState.of("hovering").known()).isEqualTo(RunState.Known.UNRECOGNIZED);
        assertThat(RunState.of("hovering").wireName()).isEqualTo("hovering");
        assertThat(RunState.Known.values()).endsWith(RunState.Known.UNRECOGNIZED);
    }

    @Test
    void jsonFromTheCallerKeepsUnknownMembers() {
        String later = "{\"driver\":\"later\",\"node-name\":\"a\",\"speed\":[1]}";
        assertThat(BlockdevOptions.fromJson(later).toJson()).isEqualTo(later);
        String member = "{\"driver\":\"null-co\",\"later\":{}}";
        assertThat(BlockdevOptions.fromJson(member).toJson()).isEqualTo(member);
    }
}
