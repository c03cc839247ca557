package org.qmp4j.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.options.ConnectOptions;
import picocli.CommandLine.Option;

/** Connects to a QEMU that listens. The address comes from an option, an argument or the environment. */
final class OutgoingConnection implements SessionSource {
    private final Environment environment;

    @Option(
            names = {"-a", "--address"},
            paramLabel = "ADDRESS",
            description = "The address of QEMU, instead of the ADDRESS argument (default: the environment variable"
                    + " QMP_ADDRESS). 'qmp --help' describes addresses.")
    private @Nullable String option;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            description =
                    "How long to wait until the socket exists and QEMU sends its greeting (default: do not wait for"
                            + " the socket, 5s for the greeting).")
    private @Nullable Duration wait;

    private @Nullable Endpoint endpoint;

    OutgoingConnection(Environment environment) {
        this.environment = environment;
    }

    @Override
    public String addressInSynopsis() {
        return "[ADDRESS] ";
    }

    @Override
    public List<String> takeAddress(List<String> arguments) {
        if (option != null) {
            endpoint = Address.parse(option);
            return arguments;
        }
        boolean isGiven = !arguments.isEmpty() && Address.isUnambiguous(arguments.get(0));
        Optional<String> variable = Address.ofVariable(environment);
        if (variable.isPresent() && !isGiven) {
            endpoint = Address.parse(variable.get());
            return arguments;
        }
        if (arguments.isEmpty()) {
            throw new UsageException("no ADDRESS: give one, such as unix:/run/vm.qmp, or set " + Address.VARIABLE);
        }
        endpoint = Address.parse(arguments.get(0));
        return arguments.subList(1, arguments.size());
    }

    @Override
    public Session open(ConnectOptions.Builder options) {
        if (endpoint == null) {
            throw new IllegalStateException("takeAddress was not called");
        }
        if (wait != null) {
            options.waitForSocket(true).connectTimeout(wait);
        }
        return Session.over(QmpClient.connect(endpoint, options.build()));
    }
}
