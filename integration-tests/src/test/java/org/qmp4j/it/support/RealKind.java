package org.qmp4j.it.support;

import java.util.ArrayList;
import java.util.List;

/** Starts QEMU itself. */
public final class RealKind implements QemuUnderTest.Kind {
    @Override
    public QemuUnderTest start(QemuUnderTest.Setting... settings) throws Exception {
        List<String> arguments = new ArrayList<>();
        for (QemuUnderTest.Setting setting : settings) {
            if (setting instanceof QemuUnderTest.Monitor monitor) {
                String name = monitor.name();
                arguments.addAll(List.of("-chardev", "socket,id=" + name + ",path={}/" + name + ",server=on,wait=off"));
                arguments.addAll(List.of("-mon", name + ",mode=control,pretty=" + (monitor.pretty() ? "on" : "off")));
            } else if (setting instanceof QemuUnderTest.Name name) {
                arguments.addAll(List.of("-name", name.name()));
            } else {
                arguments.add(setting == QemuUnderTest.State.STOPPED ? "-S" : "-preconfig");
            }
        }
        RealQemu qemu = RealQemu.start(arguments.toArray(String[]::new));
        for (QemuUnderTest.Setting setting : settings) {
            if (setting instanceof QemuUnderTest.Monitor monitor) {
                qemu.awaitSocket(monitor.name());
            }
        }
        return qemu;
    }
}
