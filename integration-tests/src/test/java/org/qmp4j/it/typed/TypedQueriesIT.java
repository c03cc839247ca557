package org.qmp4j.it.typed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.Programs;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.image.QemuImg;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpCommand;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.typed.Members;
import org.qmp4j.protocol.typed.TypedQmpCommand;
import org.qmp4j.protocol.typed.TypedReader;
import org.qmp4j.schema.KnownSchemas;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/** All queries without arguments, sent as generated commands. */
@Tag("newest-jdk")
@ExtendWith(NoLeaks.class)
class TypedQueriesIT {
    /** The classes know all members of these versions. Unknown members of a newer one are kept and must be printed, too. */
    private static final boolean ALL_KNOWN =
            KnownSchemas.versions().contains(System.getProperty("qmp4j.qemu.name", ""));

    private static final String[] DEVICES = {
        "-m", "512M,slots=4,maxmem=2G",
        "-smp", "2,maxcpus=4",
        "-object", "memory-backend-ram,id=ram0,size=128M",
        "-object", "iothread,id=io0",
        "-object", "rng-builtin,id=rng0",
        "-object", "throttle-group,id=tg0,x-iops-total=100",
        "-object", "secret,id=sec0,data=abcdef",
        "-device", "pc-dimm,id=dimm0,memdev=ram0",
        "-device", "virtio-balloon-pci,id=balloon0",
        "-device", "virtio-rng-pci,rng=rng0",
        "-device", "virtio-serial-pci",
        "-chardev", "null,id=chr0",
        "-chardev", "ringbuf,id=chr1,size=1024",
        "-device", "virtconsole,chardev=chr0",
        "-blockdev", "{\"driver\":\"null-co\",\"node-name\":\"null0\",\"size\":1048576,\"read-zeroes\":true}",
        "-blockdev", "{\"driver\":\"null-co\",\"node-name\":\"null1\",\"size\":65536}",
        "-blockdev", "{\"driver\":\"null-co\",\"node-name\":\"null2\",\"size\":8388608}",
        "-blockdev", "{\"driver\":\"throttle\",\"node-name\":\"thr0\",\"throttle-group\":\"tg0\",\"file\":\"null0\"}",
        "-device", "virtio-blk-pci,id=vd0,drive=thr0,iothread=io0",
        "-device", "virtio-scsi-pci,id=scsi0",
        "-drive", "if=none,id=drv0,driver=null-co,read-zeroes=on,throttling.iops-total=50",
        "-device", "scsi-hd,drive=drv0,bus=scsi0.0",
        "-netdev", "user,id=net0,hostname=guest",
        "-device", "virtio-net-pci,netdev=net0,id=nic0",
        "-netdev", "hubport,id=hub0,hubid=0",
        "-device", "qemu-xhci,id=usb0",
        "-device", "usb-tablet,bus=usb0.0",
        "-name", "typed,debug-threads=on",
        "-uuid", "12345678-1234-1234-1234-123456789abc",
        "-S"
    };

    @Test
    void everyQueryOfAMachineWithoutHardwareIsDecodedAndPrintedBackEqual() throws Exception {
        try (RealQemu qemu = RealQemu.start()) {
            askEverything(qemu);
        }
    }

    @Test
    void everyQueryOfAPcIsDecodedAndPrintedBackEqual() throws Exception {
        try (RealQemu qemu = RealQemu.start(withDevices("pc"))) {
            askEverything(qemu);
        }
    }

    @Test
    void everyQueryOfAQ35IsDecodedAndPrintedBackEqual() throws Exception {
        try (RealQemu qemu = RealQemu.start(withDevices("q35"))) {
            withImageAndJobs(qemu);
            askEverything(qemu);
        }
    }

    private static String[] withDevices(String machine) {
        return Stream.concat(Stream.of("-machine", machine, "-accel", "tcg", "-vnc", "unix:{}/vnc"), Stream.of(DEVICES))
                .toArray(String[]::new);
    }

    /** An image with a snapshot and a bitmap, a job that waits, an export, a migration that was refused. */
    private static void withImageAndJobs(RealQemu qemu) throws Exception {
        Path image = qemu.path("disk.qcow2");
        QemuImg.of(QemuInstallation.of(Programs.qemu("qemu-system-x86_64"))).create(image, "qcow2", 8 << 20);
        try (QmpClient client = QmpClient.connect(qemu.endpoint())) {
            client.execute(RawCommand.named("blockdev-add")
                    .with("driver", "qcow2")
                    .with("node-name", "disk0")
                    .with("file", QmpTree.of("{'driver':'file','filename':'" + image + "'}")));
            client.execute(RawCommand.named("block-dirty-bitmap-add")
                    .with("node", "disk0")
                    .with("name", "map0"));
            client.execute(RawCommand.named("device_add")
                    .withArguments(QmpTree.of("{'driver':'scsi-hd','id':'vd1','drive':'disk0','bus':'scsi0.0'}")));
            client.execute(RawCommand.named("nbd-server-start")
                    .with("addr", QmpTree.of("{'type':'unix','data':{'path':'" + qemu.path("nbd") + "'}}")));
            client.execute(RawCommand.named("block-export-add")
                    .with("type", "nbd")
                    .with("id", "exp0")
                    .with("node-name", "null1"));
            client.execute(RawCommand.named("blockdev-create")
                    .with("job-id", "create0")
                    .with(
                            "options",
                            QmpTree.of("{'driver':'file','filename':'" + qemu.path("new") + "','size':65536}")));
            client.execute(RawCommand.named("blockdev-mirror")
                    .with("job-id", "mirror0")
                    .with("device", "disk0")
                    .with("target", "null2")
                    .with("sync", "none"));
        }
    }

    private static void askEverything(RealQemu qemu) throws Exception {
        List<String> asked = new ArrayList<>();
        try (QmpClient client = QmpClient.connect(qemu.endpoint())) {
            for (JsonNode command : client.execute(RawCommand.named("query-commands"))) {
                String name = command.path("name").stringValue();
                if (name.startsWith("query-") && isKnown(name) && TypedClasses.isBare(name)) {
                    ask(client, name);
                    asked.add(name);
                }
            }
        }
        assertThat(asked).hasSizeGreaterThan(50).contains("query-block", "query-qmp-schema", "query-cpus-fast");
    }

    // Commands that are newer than the newest schema exist as RawCommand only.
    private static boolean isKnown(String name) {
        try {
            return TypedClasses.command(name) != null;
        } catch (ClassNotFoundException newer) {
            return false;
        }
    }

    private static void ask(QmpClient client, String name) throws Exception {
        TypedQmpCommand<Object> command = TypedClasses.bare(name);
        Optional<JsonNode> raw = answer(client, RawCommand.named(name), name);
        Optional<Object> typed = answer(client, command, name);
        assertThat(typed.isPresent()).as("%s: has a reply", name).isEqualTo(raw.isPresent());
        if (raw.isPresent()) {
            assertThat(printedBack(command, raw.get())).as(name).isEqualTo(raw.get());
        }
    }

    private static <R> Optional<R> answer(QmpClient client, QmpCommand<R> command, String name) {
        try {
            return Optional.of(client.execute(command));
        } catch (QmpCommandException refused) {
            assertThat(refused.command()).isEqualTo(name);
            return Optional.empty();
        }
    }

    private static JsonNode printedBack(TypedQmpCommand<Object> command, JsonNode answer) {
        try (JsonParser in = JsonText.of(QmpJson.toText(answer)).parser()) {
            TypedReader reader = TypedReader.of(in);
            Object value = command.readReturn(ALL_KNOWN ? reader : reader.keepingUnknownMembers());
            if (ALL_KNOWN) {
                // The answer to query-sev had no tag in 7.2: it is a branch without a name, of which all is known.
                assertThat(value.toString())
                        .doesNotContain("UnknownValue[")
                        .doesNotContainPattern("UnknownBranch\\[.*members=\\[[^\\]]");
            }
            return JsonText.of(QmpJson.toText(out -> Members.writeValue(out, value)))
                    .tree();
        }
    }
}
