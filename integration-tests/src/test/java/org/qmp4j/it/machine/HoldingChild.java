package org.qmp4j.it.machine;

import java.nio.file.Path;
import java.util.List;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.HoldingJvm;

/** The program of a {@link HoldingJvm} that talks to a child process, and then ends as its argument says. */
final class HoldingChild {
    /** Greets with its process id, does what the first argument says on SIGTERM, and answers each command. */
    private static final String MONITOR = """
            trap "$1" TERM
            printf '{"QMP": {"version": {"qemu": {"micro": 0, "minor": 1, "major": 11}, "package": "%s"},
              "capabilities": []}}\\n' "$$"
            while :; do
              read -r line && printf '{"return": {}, "id": %s\\n' "${line##*\\"id\\":}"
            done
            """;

    private HoldingChild() {}

    public static void main(String[] arguments) throws Exception {
        Path ended = Path.of(arguments[1]);
        String onTerm = arguments[0].equals("heeds") ? "echo ended >" + ended + "; exit" : "";
        Endpoint child = Endpoint.process(List.of("bash", "-c", MONITOR, "monitor", onTerm));
        QmpClient client = QmpClient.connect(
                child, ConnectOptions.builder().connectTimeout(Await.PATIENCE).build());
        System.out.println(client.greeting().version().packageName() + " " + ended);
        var unused = System.in.read();
        if (arguments[0].equals("closes")) {
            client.close();
        }
        System.exit(0);
    }
}
