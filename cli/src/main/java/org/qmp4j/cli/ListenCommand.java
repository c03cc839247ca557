package org.qmp4j.cli;

import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.program.CleanUp;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.QmpListener;
import org.qmp4j.client.error.QmpConnectTimeoutException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.spi.Deadline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qmp listen}: runs another subcommand with a QEMU that connects to this program. */
@Command(
        name = "listen",
        header = "Waits until QEMU connects to this program, then runs exec, events or hmp.",
        customSynopsis = "qmp listen [--wait DURATION] [ADDRESS] (exec | events | hmp) ...",
        description = {
            "",
            "Listens on ADDRESS, which is unix:PATH, tcp:HOST:PORT or a path, until a QEMU has connected. Only this user can"
                    + " connect to a unix socket; it is removed afterwards, also on Ctrl-C. ADDRESS can be omitted if"
                    + " QMP_ADDRESS is set."
        },
        footer = {
            "",
            "Example:",
            "  qmp listen --wait 30s unix:/tmp/vm.qmp exec query-status",
            "  qemu-system-x86_64 -chardev socket,id=c,path=/tmp/vm.qmp,server=off -mon c,mode=control ..."
        })
final class ListenCommand implements SessionSource, Callable<Integer> {
    private static final Duration NO_TIMEOUT = Duration.ofDays(36_500);

    private final Environment environment;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ADDRESS", hidden = true)
    private @Nullable String address;

    @Option(
            names = {"--wait", "--timeout"},
            paramLabel = "DURATION",
            description = "How long to wait for QEMU to connect (default: no limit).")
    private @Nullable Duration wait;

    ListenCommand(Environment environment) {
        this.environment = environment;
    }

    /** Called without a subcommand. */
    @Override
    public Integer call() {
        throw new UsageException("no subcommand: give exec, events or hmp, which runs when QEMU has connected");
    }

    @Override
    public String addressInSynopsis() {
        return "";
    }

    @Override
    public List<String> takeAddress(List<String> arguments) {
        return arguments;
    }

    @Override
    public Session open(ConnectOptions.Builder options) {
        QmpListener listener = listen();
        CleanUp cleanUp = CleanUp.onExit(listener::close);
        try (cleanUp) {
            environment.printMessage("listening on " + listener.endpoint());
            return Session.over(accept(listener, options.build()));
        }
    }

    /** Ignores peers that disconnect without sending anything: a second listener does this to check whether a process listens. */
    private QmpClient accept(QmpListener listener, ConnectOptions options) {
        Deadline deadline = Deadline.after(wait == null ? NO_TIMEOUT : wait);
        while (true) {
            try {
                return listener.accept(deadline.remaining(), options);
            } catch (QmpHandshakeException failed) {
                boolean closed =
                        failed.getCause() instanceof IOException && !(failed.getCause() instanceof ProtocolException);
                if (!closed) {
                    throw failed;
                }
                environment.printMessage(failed.getMessage() + "; still listening");
            } catch (QmpConnectTimeoutException late) {
                throw new QmpConnectTimeoutException(
                        "no QEMU connected to " + listener.endpoint() + " within " + deadline, late);
            }
        }
    }

    private QmpListener listen() {
        String text =
                address != null ? address : Address.ofVariable(environment).orElse(null);
        if (text == null) {
            throw new UsageException(
                    "no ADDRESS to listen on: give one, such as unix:/run/vm.qmp, or set " + Address.VARIABLE);
        }
        Endpoint endpoint = Address.parse(text);
        try {
            return QmpListener.bind(endpoint);
        } catch (IllegalArgumentException cannotListen) {
            throw new UsageException(cannotListen);
        }
    }
}
