package org.qmp4j.it.typed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.qemu.command.AnnounceSelfCommand;
import org.qmp4j.qemu.command.BalloonCommand;
import org.qmp4j.qemu.command.ChangeVncPasswordCommand;
import org.qmp4j.qemu.command.ContCommand;
import org.qmp4j.qemu.command.DeviceAddCommand;
import org.qmp4j.qemu.command.DeviceDelCommand;
import org.qmp4j.qemu.command.DeviceListPropertiesCommand;
import org.qmp4j.qemu.command.DumpGuestMemoryCommand;
import org.qmp4j.qemu.command.ExpirePasswordCommand;
import org.qmp4j.qemu.command.HumanMonitorCommand;
import org.qmp4j.qemu.command.InputSendEventCommand;
import org.qmp4j.qemu.command.MemsaveCommand;
import org.qmp4j.qemu.command.MigrateCommand;
import org.qmp4j.qemu.command.MigrateSetCapabilitiesCommand;
import org.qmp4j.qemu.command.MigrateSetParametersCommand;
import org.qmp4j.qemu.command.PmemsaveCommand;
import org.qmp4j.qemu.command.QomGetCommand;
import org.qmp4j.qemu.command.QomListCommand;
import org.qmp4j.qemu.command.QomListTypesCommand;
import org.qmp4j.qemu.command.QomSetCommand;
import org.qmp4j.qemu.command.QueryCpuModelExpansionCommand;
import org.qmp4j.qemu.command.QueryMigrateCommand;
import org.qmp4j.qemu.command.QueryStatsCommand;
import org.qmp4j.qemu.command.QueryStatsSchemasCommand;
import org.qmp4j.qemu.command.ScreendumpCommand;
import org.qmp4j.qemu.command.SendKeyCommand;
import org.qmp4j.qemu.command.SetActionCommand;
import org.qmp4j.qemu.command.SetPasswordCommand;
import org.qmp4j.qemu.command.TraceEventGetStateCommand;
import org.qmp4j.qemu.command.TraceEventSetStateCommand;
import org.qmp4j.qemu.command.WatchdogSetActionCommand;
import org.qmp4j.qemu.type.BitmapMigrationBitmapAlias;
import org.qmp4j.qemu.type.BitmapMigrationNodeAlias;
import org.qmp4j.qemu.type.CpuModelExpansionType;
import org.qmp4j.qemu.type.CpuModelInfo;
import org.qmp4j.qemu.type.DumpGuestMemoryFormat;
import org.qmp4j.qemu.type.ExpirePasswordOptions;
import org.qmp4j.qemu.type.ExpirePasswordOptionsVnc;
import org.qmp4j.qemu.type.FileMigrationArgs;
import org.qmp4j.qemu.type.ImageFormat;
import org.qmp4j.qemu.type.InputAxis;
import org.qmp4j.qemu.type.InputBtnEvent;
import org.qmp4j.qemu.type.InputButton;
import org.qmp4j.qemu.type.InputEvent;
import org.qmp4j.qemu.type.InputKeyEvent;
import org.qmp4j.qemu.type.InputMoveEvent;
import org.qmp4j.qemu.type.KeyValue;
import org.qmp4j.qemu.type.MigrationAddress;
import org.qmp4j.qemu.type.MigrationCapability;
import org.qmp4j.qemu.type.MigrationCapabilityStatus;
import org.qmp4j.qemu.type.MigrationChannel;
import org.qmp4j.qemu.type.MigrationChannelType;
import org.qmp4j.qemu.type.MigrationStatus;
import org.qmp4j.qemu.type.PanicAction;
import org.qmp4j.qemu.type.QKeyCode;
import org.qmp4j.qemu.type.RebootAction;
import org.qmp4j.qemu.type.SetPasswordAction;
import org.qmp4j.qemu.type.SetPasswordOptions;
import org.qmp4j.qemu.type.SetPasswordOptionsVnc;
import org.qmp4j.qemu.type.ShutdownAction;
import org.qmp4j.qemu.type.StatsFilter;
import org.qmp4j.qemu.type.StatsProvider;
import org.qmp4j.qemu.type.StatsRequest;
import org.qmp4j.qemu.type.StatsVCPUFilter;
import org.qmp4j.qemu.type.StrOrNull;
import org.qmp4j.qemu.type.WatchdogAction;
import tools.jackson.databind.node.JsonNodeFactory;

/** Generated commands about a machine, each the JSON that it must be, on a QEMU that accepts them. */
@Tag("newest-jdk")
@ExtendWith(NoLeaks.class)
class TypedMachineCommandsIT {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Test
    void commandsAboutAMachineAreTheJsonThatQemuAccepts() throws Exception {
        try (RealQemu qemu = RealQemu.start(
                        "-machine",
                        "pc",
                        "-accel",
                        "tcg",
                        "-m",
                        "32M",
                        "-vga",
                        "std",
                        "-S",
                        "-vnc",
                        "unix:{}/vnc,password=on",
                        "-device",
                        "virtio-balloon-pci,id=balloon0",
                        "-netdev",
                        "user,id=net0",
                        "-device",
                        "virtio-net-pci,netdev=net0,id=nic0");
                TypedConversation qmp = new TypedConversation("TypedMachineCommandsIT", qemu)) {
            useDevices(qmp);
            useObjects(qmp);
            useDisplay(qmp);
            useInput(qmp);
            askMore(qmp);
            readMemory(qmp);
            migrate(qmp);
            qmp.assertAccepted(30);
        }
    }

    private static void useDevices(TypedConversation qmp) {
        qmp.accepts(
                DeviceAddCommand.builder("virtio-rng-pci")
                        .id("rng0")
                        .bus("pci.0")
                        .with("addr", JSON.stringNode("0x1e"))
                        .with("max-bytes", JSON.numberNode(1024))
                        .with("period", JSON.numberNode(1000))
                        .build(),
                "{'execute':'device_add','arguments':{'driver':'virtio-rng-pci','id':'rng0','bus':'pci.0','addr':'0x1e',"
                        + "'max-bytes':1024,'period':1000}}");
        qmp.accepts(DeviceDelCommand.of("rng0"), "{'execute':'device_del','arguments':{'id':'rng0'}}");
        qmp.accepts(
                DeviceListPropertiesCommand.of("virtio-net-pci"),
                "{'execute':'device-list-properties','arguments':{'typename':'virtio-net-pci'}}");
        qmp.accepts(
                AnnounceSelfCommand.builder(50, 550, 2, 50)
                        .interfaces(List.of("nic0"))
                        .id("announce0")
                        .build(),
                "{'execute':'announce-self','arguments':{'initial':50,'max':550,'rounds':2,'step':50,"
                        + "'interfaces':['nic0'],'id':'announce0'}}");
        qmp.accepts(BalloonCommand.of(16 << 20), "{'execute':'balloon','arguments':{'value':16777216}}");
        qmp.accepts(
                SetActionCommand.builder()
                        .reboot(RebootAction.RESET)
                        .shutdown(ShutdownAction.PAUSE)
                        .panic(PanicAction.NONE)
                        .watchdog(WatchdogAction.PAUSE)
                        .build(),
                "{'execute':'set-action','arguments':{'reboot':'reset','shutdown':'pause','panic':'none',"
                        + "'watchdog':'pause'}}");
        qmp.accepts(
                WatchdogSetActionCommand.of(WatchdogAction.INJECT_NMI),
                "{'execute':'watchdog-set-action','arguments':{'action':'inject-nmi'}}");
    }

    private static void useObjects(TypedConversation qmp) {
        qmp.accepts(QomListCommand.of("/machine"), "{'execute':'qom-list','arguments':{'path':'/machine'}}");
        qmp.accepts(
                QomSetCommand.of("/machine/peripheral/balloon0", "guest-stats-polling-interval", JSON.numberNode(7)),
                "{'execute':'qom-set','arguments':{'path':'/machine/peripheral/balloon0',"
                        + "'property':'guest-stats-polling-interval','value':7}}");
        assertThat(qmp.accepts(
                                QomGetCommand.of("/machine/peripheral/balloon0", "guest-stats-polling-interval"),
                                "{'execute':'qom-get','arguments':{'path':'/machine/peripheral/balloon0',"
                                        + "'property':'guest-stats-polling-interval'}}")
                        .orElseThrow()
                        .intValue())
                .isEqualTo(7);
        qmp.accepts(
                QomListTypesCommand.builder()
                        .implements_("device")
                        .abstract_(false)
                        .build(),
                "{'execute':'qom-list-types','arguments':{'implements':'device','abstract':false}}");
        qmp.accepts(
                HumanMonitorCommand.builder("info registers").cpuIndex(0).build(),
                "{'execute':'human-monitor-command','arguments':{'command-line':'info registers','cpu-index':0}}");
    }

    private static void useDisplay(TypedConversation qmp) {
        qmp.accepts(
                SetPasswordCommand.of(SetPasswordOptions.builder("secret")
                        .connected(SetPasswordAction.KEEP)
                        .vnc(SetPasswordOptionsVnc.of())),
                "{'execute':'set_password','arguments':{'protocol':'vnc','password':'secret','connected':'keep'}}");
        qmp.accepts(
                ExpirePasswordCommand.of(ExpirePasswordOptions.builder("+60").vnc(ExpirePasswordOptionsVnc.of())),
                "{'execute':'expire_password','arguments':{'protocol':'vnc','time':'+60'}}");
        qmp.accepts(
                ChangeVncPasswordCommand.of("sesame"),
                "{'execute':'change-vnc-password','arguments':{'password':'sesame'}}");
        qmp.accepts(
                ScreendumpCommand.builder(qmp.file("screen"))
                        .format(ImageFormat.PPM)
                        .build(),
                "{'execute':'screendump','arguments':{'filename':'{}/screen','format':'ppm'}}");
    }

    private static void useInput(TypedConversation qmp) {
        KeyValue a = KeyValue.builder().qcode(QKeyCode.A);
        KeyValue thirty = KeyValue.builder().number(30);
        qmp.accepts(
                SendKeyCommand.builder(List.of(a, thirty)).holdTime(1).build(),
                "{'execute':'send-key','arguments':{'keys':[{'type':'qcode','data':'a'},{'type':'number','data':30}],"
                        + "'hold-time':1}}");
        qmp.accepts(ContCommand.of(), "{'execute':'cont'}");
        InputEvent press = InputEvent.builder().key(InputKeyEvent.of(a, true));
        InputEvent release = InputEvent.builder().key(InputKeyEvent.of(a, false));
        qmp.accepts(
                InputSendEventCommand.of(List.of(press, release)),
                "{'execute':'input-send-event','arguments':{'events':["
                        + "{'type':'key','data':{'key':{'type':'qcode','data':'a'},'down':true}},"
                        + "{'type':'key','data':{'key':{'type':'qcode','data':'a'},'down':false}}]}}");
        InputEvent button = InputEvent.builder().btn(InputBtnEvent.of(InputButton.LEFT, false));
        InputEvent move = InputEvent.builder().rel(InputMoveEvent.of(InputAxis.X, -5));
        qmp.accepts(
                InputSendEventCommand.of(List.of(button, move)),
                "{'execute':'input-send-event','arguments':{'events':["
                        + "{'type':'btn','data':{'button':'left','down':false}},"
                        + "{'type':'rel','data':{'axis':'x','value':-5}}]}}");
    }

    private static void askMore(TypedConversation qmp) {
        qmp.accepts(
                QueryStatsCommand.of(StatsFilter.builder()
                        .providers(List.of(StatsRequest.builder(StatsProvider.KVM)
                                .names(List.of("exits"))
                                .build()))
                        .vcpu(StatsVCPUFilter.builder()
                                .vcpus(List.of("/machine/unattached/device[0]"))
                                .build())),
                "{'execute':'query-stats','arguments':{'target':'vcpu','vcpus':['/machine/unattached/device[0]'],"
                        + "'providers':[{'provider':'kvm','names':['exits']}]}}");
        qmp.accepts(
                QueryStatsSchemasCommand.builder().provider(StatsProvider.KVM).build(),
                "{'execute':'query-stats-schemas','arguments':{'provider':'kvm'}}");
        qmp.accepts(
                QueryCpuModelExpansionCommand.of(CpuModelExpansionType.STATIC, CpuModelInfo.of("qemu64")),
                "{'execute':'query-cpu-model-expansion','arguments':{'type':'static','model':{'name':'qemu64'}}}");
        qmp.accepts(
                TraceEventGetStateCommand.of("qmp_*"),
                "{'execute':'trace-event-get-state','arguments':{'name':'qmp_*'}}");
        qmp.accepts(
                TraceEventSetStateCommand.builder("no_such_event_*", false)
                        .ignoreUnavailable(true)
                        .build(),
                "{'execute':'trace-event-set-state','arguments':{'name':'no_such_event_*','enable':false,"
                        + "'ignore-unavailable':true}}");
    }

    private static void readMemory(TypedConversation qmp) {
        qmp.accepts(
                MemsaveCommand.builder(0, 4096, qmp.file("virtual")).cpuIndex(0).build(),
                "{'execute':'memsave','arguments':{'val':0,'size':4096,'filename':'{}/virtual','cpu-index':0}}");
        qmp.accepts(
                PmemsaveCommand.of(0, 4096, qmp.file("physical")),
                "{'execute':'pmemsave','arguments':{'val':0,'size':4096,'filename':'{}/physical'}}");
        qmp.accepts(
                DumpGuestMemoryCommand.builder(false, "file:" + qmp.file("dump"))
                        .begin(0)
                        .length(65536)
                        .format(DumpGuestMemoryFormat.ELF)
                        .build(),
                "{'execute':'dump-guest-memory','arguments':{'paging':false,'protocol':'file:{}/dump','begin':0,"
                        + "'length':65536,'format':'elf'}}");
    }

    private static void migrate(TypedConversation qmp) throws Exception {
        qmp.accepts(
                MigrateSetCapabilitiesCommand.of(List.of(
                        MigrationCapabilityStatus.of(MigrationCapability.EVENTS, true),
                        MigrationCapabilityStatus.of(MigrationCapability.XBZRLE, false))),
                "{'execute':'migrate-set-capabilities','arguments':{'capabilities':["
                        + "{'capability':'events','state':true},{'capability':'xbzrle','state':false}]}}");
        BitmapMigrationNodeAlias alias =
                BitmapMigrationNodeAlias.of("disk0", "vda", List.of(BitmapMigrationBitmapAlias.of("map0", "backup")));
        qmp.accepts(
                MigrateSetParametersCommand.builder()
                        .maxBandwidth(1L << 40)
                        .downtimeLimit(300)
                        .tlsCreds(StrOrNull.of(""))
                        .blockBitmapMapping(List.of(alias))
                        .build(),
                "{'execute':'migrate-set-parameters','arguments':{'max-bandwidth':1099511627776,'downtime-limit':300,"
                        + "'tls-creds':'','block-bitmap-mapping':[{'node-name':'disk0','alias':'vda',"
                        + "'bitmaps':[{'name':'map0','alias':'backup'}]}]}}");
        qmp.isWritten(
                MigrateSetParametersCommand.builder()
                        .tlsCreds(StrOrNull.ofNull())
                        .build(),
                "{'execute':'migrate-set-parameters','arguments':{'tls-creds':null}}");
        if (qmp.since(8, 2, "migrate to a file by channels")) {
            MigrationAddress file = MigrationAddress.builder().file(FileMigrationArgs.of(qmp.file("state"), 4096));
            qmp.accepts(
                    MigrateCommand.builder()
                            .channels(List.of(MigrationChannel.of(MigrationChannelType.MAIN, file)))
                            .build(),
                    "{'execute':'migrate','arguments':{'channels':[{'channel-type':'main',"
                            + "'addr':{'transport':'file','filename':'{}/state','offset':4096}}]}}");
        } else {
            qmp.accepts(
                    MigrateCommand.builder().uri("exec:cat >/dev/null").build(),
                    "{'execute':'migrate','arguments':{'uri':'exec:cat >/dev/null'}}");
        }
        Await.until(
                "migrated",
                () -> qmp.client()
                        .execute(QueryMigrateCommand.of())
                        .status()
                        .equals(Optional.of(MigrationStatus.COMPLETED)));
    }
}
