package org.qmp4j.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.client.ConnectOptions;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.transport.Endpoint;
import picocli.CommandLine.Option;

/** Connects to a QEMU that listens, at the address that an option, a word or the environment names. */
final class DialOut implements SessionSource {
    private final Environment environment;

    @Option(
            names = {"-a", "--address"},
            paramLabel = "ADDRESS",
            description =
                    "Where QEMU listens, in place of the ADDRESS among the arguments (default: QMP_ADDRESS, of the"
                            + " environment). 'qmp --help' tells what an address is.")
    private @Nullable String option;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            description = "Waits so long for the socket to appear and for QEMU to greet (default: no waiting for the"
                    + " socket, 5s for the greeting).")
    private @Nullable Duration wait;

    private @Nullable Endpoint endpoint;

    DialOut(Environment environment) {
        this.environment = environment;
    }

    @Override
    public String addressInSynopsis() {
        return "[ADDRESS] ";
    }

    @Override
    public List<String> takeAddress(List<String> words) {
        if (option != null) {
            endpoint = Address.parse(option);
            return words;
        }
        boolean isGiven = !words.isEmpty() && Address.isUnmistakable(words.get(0));
        Optional<String> variable = Address.ofVariable(environment);
        if (variable.isPresent() && !isGiven) {
            endpoint = Address.parse(variable.get());
            return words;
        }
        if (words.isEmpty()) {
            throw new UsageException("no ADDRESS: give one, such as unix:/run/vm.qmp, or set " + Address.VARIABLE);
        }
        endpoint = Address.parse(words.get(0));
        return words.subList(1, words.size());
    }

    @Override
    public Session open(ConnectOptions.Builder options) {
        if (endpoint == null) {
            throw new IllegalStateException("no address was taken yet");
        }
        if (wait != null) {
            options.waitForSocket(true).connectTimeout(wait);
        }
        return Session.over(QmpClient.connect(endpoint, options.build()));
    }
}
