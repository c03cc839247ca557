package org.qmp4j.junit.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.qmp4j.machine.part.KeyValues;
import org.qmp4j.machine.part.MachinePart;

/**
 * A network that machines of one test share and nobody else can reach: datagrams over unix sockets in the first machine's
 * folder. The first machine carries them between all: its own card and a link to each other machine hang on one hub.
 */
final class PrivateNetwork {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,15}");

    private final String name;
    // A byte of the cards' hardware addresses, and the hub's number: QEMU would give each machine's card the same
    // address.
    private final int number;
    private final List<String> members;

    private PrivateNetwork(String name, int number, List<String> members) {
        this.name = name;
        this.number = number;
        this.members = members;
    }

    /** The networks that these machines name. */
    static List<PrivateNetwork> of(List<MachineSpec> machines) {
        List<PrivateNetwork> networks = new ArrayList<>();
        List<String> names = machines.stream()
                .flatMap(machine -> machine.networks().stream())
                .distinct()
                .toList();
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "a network's name is short and plain, such as 'lan'; not '" + name + "'");
            }
            List<String> members = machines.stream()
                    .filter(machine -> machine.networks().contains(name))
                    .map(MachineSpec::name)
                    .toList();
            networks.add(new PrivateNetwork(name, networks.size() + 1, members));
        }
        return networks;
    }

    /**
     * The card of a machine, if it is a member.
     *
     * @param folder the folder of another machine, which has been started already
     */
    List<MachinePart> cardOf(String machine, Function<String, Path> folder) {
        int member = members.indexOf(machine);
        if (member < 0) {
            return List.of();
        }
        MachinePart network = member == 0 ? this::hub : link(member, folder);
        return List.of(network, card(member));
    }

    private MachinePart card(int member) {
        String address = String.format(Locale.ROOT, "52:54:00:71:%02x:%02x", number, member + 1);
        // Without its boot program, which would only take time.
        return machine -> machine.option(
                "-device",
                KeyValues.of("virtio-net-pci")
                        .with("netdev", name)
                        .with("mac", address)
                        .with("romfile", ""));
    }

    private void hub(org.qmp4j.machine.part.Assembly machine) {
        machine.option("-netdev", KeyValues.of("hubport").with("id", name).with("hubid", number));
        for (int member = 1; member < members.size(); member++) {
            String id = name + "-" + member;
            machine.option("-netdev", datagrams(id, near(machine.folder(), member), far(machine.folder(), member)));
            machine.option(
                    "-netdev",
                    KeyValues.of("hubport")
                            .with("id", id + "-port")
                            .with("hubid", number)
                            .with("netdev", id));
        }
    }

    private MachinePart link(int member, Function<String, Path> folder) {
        return machine -> {
            Path first = folder.apply(members.get(0));
            machine.option("-netdev", datagrams(name, far(first, member), near(first, member)));
        };
    }

    private static KeyValues datagrams(String id, Path local, Path remote) {
        return KeyValues.of("dgram")
                .with("id", id)
                .with("local.type", "unix")
                .with("local.path", local)
                .with("remote.type", "unix")
                .with("remote.path", remote);
    }

    /** Where the hub takes what the other machine sends. */
    private Path near(Path folder, int member) {
        return folder.resolve(name + "." + member + ".hub");
    }

    /** Where the other machine takes what the hub sends. */
    private Path far(Path folder, int member) {
        return folder.resolve(name + "." + member);
    }
}
