package org.qmp4j.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.program.CleanUp;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.client.ConnectOptions;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.QmpListener;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.client.transport.Endpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qmp listen}: the same as without it, for a QEMU that dials in. */
@Command(
        name = "listen",
        header = "Waits for a QEMU that dials in, then does what follows.",
        customSynopsis = "qmp listen [--wait DURATION] [ADDRESS] (exec | events | hmp) ...",
        description = {
            "",
            "Listens on ADDRESS, which is unix:PATH, tcp:HOST:PORT or a path, until a QEMU has dialled in. A unix socket is"
                    + " open to this user alone; it is removed afterwards, also on Ctrl-C. ADDRESS may be left out where"
                    + " QMP_ADDRESS is set."
        },
        footer = {
            "",
            "Example:",
            "  qmp listen --wait 30s unix:/tmp/vm.qmp exec query-status",
            "  qemu-system-x86_64 -chardev socket,id=c,path=/tmp/vm.qmp,server=off -mon c,mode=control ..."
        })
final class ListenCommand implements SessionSource, Callable<Integer> {
    private static final Duration WITHOUT_END = Duration.ofDays(36_500);

    private final Environment environment;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ADDRESS", hidden = true)
    private @Nullable String address;

    @Option(
            names = {"--wait", "--timeout"},
            paramLabel = "DURATION",
            description = "How long QEMU may take to dial in (default: as long as it takes).")
    private @Nullable Duration wait;

    ListenCommand(Environment environment) {
        this.environment = environment;
    }

    /** Listening alone is of no use. */
    @Override
    public Integer call() {
        throw new UsageException("say what to do when QEMU has dialled in: exec, events or hmp");
    }

    @Override
    public String addressInSynopsis() {
        return "";
    }

    @Override
    public List<String> takeAddress(List<String> words) {
        return words;
    }

    @Override
    public Session open(ConnectOptions.Builder options) {
        QmpListener listener = listen();
        CleanUp cleanUp = CleanUp.by(listener::close);
        try (cleanUp) {
            environment.tell("listening on " + listener.endpoint());
            return Session.over(accept(listener, options.build()));
        }
    }

    /** Whoever comes and leaves without a word, as a second listener does that looks whether there is one, is no QEMU. */
    private QmpClient accept(QmpListener listener, ConnectOptions options) {
        Deadline deadline = Deadline.after(wait == null ? WITHOUT_END : wait);
        while (true) {
            try {
                return listener.accept(deadline.remaining(), options);
            } catch (QmpHandshakeException failed) {
                boolean left = failed.getCause() instanceof QmpDisconnectedException
                        && !(failed.getCause() instanceof QmpProtocolException);
                if (!left) {
                    throw failed;
                }
                environment.tell(failed.getMessage() + "; still listening");
            } catch (QmpTimeoutException nobody) {
                throw new QmpConnectException(
                        "nobody dialled in on " + listener.endpoint() + " within " + deadline, nobody);
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
