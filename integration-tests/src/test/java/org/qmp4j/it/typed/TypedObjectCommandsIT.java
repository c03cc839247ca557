package org.qmp4j.it.typed;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.qemu.command.ChardevAddCommand;
import org.qmp4j.qemu.command.ChardevChangeCommand;
import org.qmp4j.qemu.command.ChardevRemoveCommand;
import org.qmp4j.qemu.command.ChardevSendBreakCommand;
import org.qmp4j.qemu.command.NetdevAddCommand;
import org.qmp4j.qemu.command.NetdevDelCommand;
import org.qmp4j.qemu.command.ObjectAddCommand;
import org.qmp4j.qemu.command.ObjectDelCommand;
import org.qmp4j.qemu.command.RingbufReadCommand;
import org.qmp4j.qemu.command.RingbufWriteCommand;
import org.qmp4j.qemu.command.SetLinkCommand;
import org.qmp4j.qemu.type.AuthZListProperties;
import org.qmp4j.qemu.type.AuthZSimpleProperties;
import org.qmp4j.qemu.type.ChardevBackend;
import org.qmp4j.qemu.type.ChardevCommon;
import org.qmp4j.qemu.type.ChardevFile;
import org.qmp4j.qemu.type.ChardevHub;
import org.qmp4j.qemu.type.ChardevRingbuf;
import org.qmp4j.qemu.type.ChardevSocket;
import org.qmp4j.qemu.type.ChardevUdp;
import org.qmp4j.qemu.type.CryptodevBackendProperties;
import org.qmp4j.qemu.type.DataFormat;
import org.qmp4j.qemu.type.FilterBufferProperties;
import org.qmp4j.qemu.type.FilterDumpProperties;
import org.qmp4j.qemu.type.FilterRewriterProperties;
import org.qmp4j.qemu.type.InetSocketAddress;
import org.qmp4j.qemu.type.IothreadProperties;
import org.qmp4j.qemu.type.MemoryBackendProperties;
import org.qmp4j.qemu.type.NetFilterDirection;
import org.qmp4j.qemu.type.Netdev;
import org.qmp4j.qemu.type.NetdevDgramOptions;
import org.qmp4j.qemu.type.NetdevHubPortOptions;
import org.qmp4j.qemu.type.NetdevSocketOptions;
import org.qmp4j.qemu.type.NetdevStreamOptions;
import org.qmp4j.qemu.type.NetdevUserOptions;
import org.qmp4j.qemu.type.ObjectOptions;
import org.qmp4j.qemu.type.QAuthZListPolicy;
import org.qmp4j.qemu.type.QAuthZListRule;
import org.qmp4j.qemu.type.QCryptoTLSCredsEndpoint;
import org.qmp4j.qemu.type.RngProperties;
import org.qmp4j.qemu.type.RngRandomProperties;
import org.qmp4j.qemu.type.SecretProperties;
import org.qmp4j.qemu.type.SocketAddress;
import org.qmp4j.qemu.type.SocketAddressLegacy;
import org.qmp4j.qemu.type.String_;
import org.qmp4j.qemu.type.TlsCredsAnonProperties;
import org.qmp4j.qemu.type.UnixSocketAddress;

/** Generated commands about objects, networks and character devices, each the JSON that it must be, on a QEMU that accepts them. */
@Tag("newest-jdk")
@ExtendWith(NoLeaks.class)
class TypedObjectCommandsIT {
    @Test
    void commandsAboutObjectsAreTheJsonThatQemuAccepts() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                TypedConversation qmp = new TypedConversation("TypedObjectCommandsIT", qemu)) {
            addObjects(qmp);
            addSecurityObjects(qmp);
            addNetworks(qmp);
            addFilters(qmp);
            addCharacterDevices(qmp);
            useRingbuf(qmp);
            qmp.assertAccepted(30);
        }
    }

    private static void add(TypedConversation qmp, ObjectOptions object, String members) {
        qmp.accepts(ObjectAddCommand.of(object), "{'execute':'object-add','arguments':{" + members + "}}");
    }

    private static void addObjects(TypedConversation qmp) {
        add(
                qmp,
                ObjectOptions.builder("io0")
                        .iothread(IothreadProperties.builder()
                                .pollMaxNs(32768)
                                .pollGrow(2)
                                .aioMaxBatch(8)
                                .build()),
                "'qom-type':'iothread','id':'io0','poll-max-ns':32768,'poll-grow':2,'aio-max-batch':8");
        add(
                qmp,
                ObjectOptions.builder("ram0")
                        .memoryBackendRam(MemoryBackendProperties.builder(16 << 20)
                                .merge(false)
                                .share(true)
                                .build()),
                "'qom-type':'memory-backend-ram','id':'ram0','size':16777216,'merge':false,'share':true");
        add(
                qmp,
                ObjectOptions.builder("rng0")
                        .rngRandom(RngRandomProperties.builder()
                                .filename("/dev/urandom")
                                .build()),
                "'qom-type':'rng-random','id':'rng0','filename':'/dev/urandom'");
        add(qmp, ObjectOptions.builder("rng1").rngBuiltin(RngProperties.of()), "'qom-type':'rng-builtin','id':'rng1'");
        add(
                qmp,
                ObjectOptions.builder("crypto0")
                        .cryptodevBackendBuiltin(
                                CryptodevBackendProperties.builder().queues(1).build()),
                "'qom-type':'cryptodev-backend-builtin','id':'crypto0','queues':1");
        qmp.accepts(ObjectDelCommand.of("rng1"), "{'execute':'object-del','arguments':{'id':'rng1'}}");
    }

    private static void addSecurityObjects(TypedConversation qmp) {
        add(
                qmp,
                ObjectOptions.builder("sec0")
                        .secret(SecretProperties.builder().data("opensesame").build()),
                "'qom-type':'secret','id':'sec0','data':'opensesame'");
        add(
                qmp,
                ObjectOptions.builder("who0").authzSimple(AuthZSimpleProperties.of("CN=vm,O=Example")),
                "'qom-type':'authz-simple','id':'who0','identity':'CN=vm,O=Example'");
        add(
                qmp,
                ObjectOptions.builder("who1")
                        .authzList(AuthZListProperties.builder()
                                .policy(QAuthZListPolicy.DENY)
                                .rules(List.of(QAuthZListRule.of("fred", QAuthZListPolicy.ALLOW)))
                                .build()),
                "'qom-type':'authz-list','id':'who1','policy':'deny','rules':[{'match':'fred','policy':'allow'}]");
        add(
                qmp,
                ObjectOptions.builder("tls0")
                        .tlsCredsAnon(TlsCredsAnonProperties.builder()
                                .endpoint(QCryptoTLSCredsEndpoint.SERVER)
                                .verifyPeer(false)
                                .build()),
                "'qom-type':'tls-creds-anon','id':'tls0','endpoint':'server','verify-peer':false");
    }

    private static void addNetworks(TypedConversation qmp) {
        net(
                qmp,
                Netdev.builder("user0")
                        .user(NetdevUserOptions.builder()
                                .restrict(true)
                                .net("10.1.2.0/24")
                                .hostname("guest")
                                .dnssearch(List.of(String_.of("example.org"), String_.of("example.net")))
                                .build()),
                "'type':'user','id':'user0','restrict':true,'net':'10.1.2.0/24','hostname':'guest',"
                        + "'dnssearch':[{'str':'example.org'},{'str':'example.net'}]");
        net(
                qmp,
                Netdev.builder("sock0")
                        .socket(NetdevSocketOptions.builder()
                                .listen("127.0.0.1:0")
                                .build()),
                "'type':'socket','id':'sock0','listen':'127.0.0.1:0'");
        net(
                qmp,
                Netdev.builder("stream0").stream(
                        NetdevStreamOptions.builder(SocketAddress.builder().unix(UnixSocketAddress.of(qmp.file("net"))))
                                .server(true)
                                .build()),
                "'type':'stream','id':'stream0','server':true,'addr':{'type':'unix','path':'{}/net'}");
        net(
                qmp,
                Netdev.builder("dgram0")
                        .dgram(NetdevDgramOptions.builder()
                                .local(SocketAddress.builder().unix(UnixSocketAddress.of(qmp.file("here"))))
                                .remote(SocketAddress.builder().unix(UnixSocketAddress.of(qmp.file("there"))))
                                .build()),
                "'type':'dgram','id':'dgram0','local':{'type':'unix','path':'{}/here'},"
                        + "'remote':{'type':'unix','path':'{}/there'}");
        net(
                qmp,
                Netdev.builder("hub0")
                        .hubport(
                                NetdevHubPortOptions.builder(1).netdev("dgram0").build()),
                "'type':'hubport','id':'hub0','hubid':1,'netdev':'dgram0'");
        qmp.accepts(
                SetLinkCommand.of("user0", false), "{'execute':'set_link','arguments':{'name':'user0','up':false}}");
        qmp.accepts(NetdevDelCommand.of("sock0"), "{'execute':'netdev_del','arguments':{'id':'sock0'}}");
    }

    private static void net(TypedConversation qmp, Netdev netdev, String members) {
        qmp.accepts(NetdevAddCommand.of(netdev), "{'execute':'netdev_add','arguments':{" + members + "}}");
    }

    private static void addFilters(TypedConversation qmp) {
        add(
                qmp,
                ObjectOptions.builder("filter0")
                        .filterBuffer(FilterBufferProperties.builder("user0", 1000)
                                .queue(NetFilterDirection.RX)
                                .status("off")
                                .build()),
                "'qom-type':'filter-buffer','id':'filter0','netdev':'user0','interval':1000,'queue':'rx','status':'off'");
        add(
                qmp,
                ObjectOptions.builder("filter1")
                        .filterDump(FilterDumpProperties.builder("user0", qmp.file("dump"))
                                .maxlen(1024)
                                .position("id=filter0")
                                .build()),
                "'qom-type':'filter-dump','id':'filter1','netdev':'user0','file':'{}/dump','maxlen':1024,"
                        + "'position':'id=filter0'");
        add(
                qmp,
                ObjectOptions.builder("filter2")
                        .filterRewriter(FilterRewriterProperties.builder("user0")
                                .vnetHdrSupport(true)
                                .build()),
                "'qom-type':'filter-rewriter','id':'filter2','netdev':'user0','vnet_hdr_support':true");
    }

    private static void chardev(TypedConversation qmp, String id, ChardevBackend backend, String json) {
        qmp.accepts(
                ChardevAddCommand.of(id, backend),
                "{'execute':'chardev-add','arguments':{'id':'" + id + "','backend':" + json + "}}");
    }

    private static void addCharacterDevices(TypedConversation qmp) {
        chardev(qmp, "null0", ChardevBackend.builder().null_(ChardevCommon.of()), "{'type':'null','data':{}}");
        ChardevFile file = ChardevFile.builder(qmp.file("out")).append(true).build();
        chardev(
                qmp,
                "file0",
                ChardevBackend.builder().file(file),
                "{'type':'file','data':{'out':'{}/out','append':true}}");
        ChardevSocket socket = ChardevSocket.builder(
                        SocketAddressLegacy.builder().unix(UnixSocketAddress.of(qmp.file("chr"))))
                .server(true)
                .wait_(false)
                .telnet(false)
                .build();
        chardev(
                qmp,
                "sock0",
                ChardevBackend.builder().socket(socket),
                "{'type':'socket','data':{'addr':{'type':'unix','data':{'path':'{}/chr'}},'server':true,'wait':false,"
                        + "'telnet':false}}");
        ChardevUdp udp = ChardevUdp.of(SocketAddressLegacy.builder()
                .inet(InetSocketAddress.builder("127.0.0.1", "9").ipv6(false).build()));
        chardev(
                qmp,
                "udp0",
                ChardevBackend.builder().udp(udp),
                "{'type':'udp','data':{'remote':{'type':'inet','data':{'host':'127.0.0.1','port':'9','ipv6':false}}}}");
        if (qmp.since(10, 0, "chardev hub")) {
            chardev(
                    qmp,
                    "hub0",
                    ChardevBackend.builder().hub(ChardevHub.of(List.of("null0", "udp0"))),
                    "{'type':'hub','data':{'chardevs':['null0','udp0']}}");
        }
        qmp.accepts(ChardevSendBreakCommand.of("file0"), "{'execute':'chardev-send-break','arguments':{'id':'file0'}}");
        qmp.accepts(
                ChardevChangeCommand.of("file0", ChardevBackend.builder().null_(ChardevCommon.of())),
                "{'execute':'chardev-change','arguments':{'id':'file0','backend':{'type':'null','data':{}}}}");
        qmp.accepts(ChardevRemoveCommand.of("file0"), "{'execute':'chardev-remove','arguments':{'id':'file0'}}");
    }

    private static void useRingbuf(TypedConversation qmp) {
        chardev(
                qmp,
                "ring0",
                ChardevBackend.builder()
                        .ringbuf(ChardevRingbuf.builder().size(1024).build()),
                "{'type':'ringbuf','data':{'size':1024}}");
        qmp.accepts(
                RingbufWriteCommand.builder("ring0", "SGVsbG8=")
                        .format(DataFormat.BASE64)
                        .build(),
                "{'execute':'ringbuf-write','arguments':{'device':'ring0','data':'SGVsbG8=','format':'base64'}}");
        qmp.accepts(
                RingbufReadCommand.builder("ring0", 5).format(DataFormat.UTF8).build(),
                "{'execute':'ringbuf-read','arguments':{'device':'ring0','size':5,'format':'utf8'}}");
    }
}
