package org.qmp4j.it.typed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpCommand;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.typed.TypedQmpCommand;
import org.qmp4j.protocol.typed.TypedReader;
import org.qmp4j.qemu.command.JobDismissCommand;
import org.qmp4j.qemu.command.QueryJobsCommand;
import org.qmp4j.qemu.type.JobInfo;
import org.qmp4j.qemu.type.JobStatus;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends generated commands to a QEMU that must accept them, each compared with the JSON that it must be. In that JSON a
 * quotation mark is an apostrophe, and <code>{}/</code> stands for the folder of the process. A command or feature that this
 * QEMU has not is skipped with its reason, which stands with the counts in a file of the folder {@code target}.
 */
final class TypedConversation implements AutoCloseable {
    private final String title;
    private final RealQemu qemu;
    private final QmpClient client;
    private final TreeSet<String> known = new TreeSet<>();
    private final List<String> accepted = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    TypedConversation(String title, RealQemu qemu) {
        this.title = title;
        this.qemu = qemu;
        client = QmpClient.connect(qemu.endpoint());
        for (JsonNode command : client.execute(RawCommand.named("query-commands"))) {
            known.add(command.path("name").stringValue());
        }
    }

    QmpClient client() {
        return client;
    }

    /** A file in the folder of the process. */
    String file(String name) {
        return qemu.path(name).toString();
    }

    /** Whether this QEMU is new enough; where not, the reason is noted. */
    boolean since(int major, int minor, String feature) {
        if (client.greeting().version().isAtLeast(major, minor)) {
            return true;
        }
        skipped.add(feature + " came with QEMU " + major + "." + minor);
        return false;
    }

    /** The command is this JSON, and QEMU accepts it; empty where QEMU has no such command. */
    <R> Optional<R> accepts(QmpCommand<R> command, String json) {
        isWritten(command, json);
        if (!known.contains(command.name())) {
            skipped.add(command.name() + ": no such command");
            return Optional.empty();
        }
        try {
            R result = client.execute(command);
            accepted.add(json);
            return Optional.of(result);
        } catch (QmpCommandException refusal) {
            refused.add(refusal.getMessage() + ": " + json);
            return Optional.empty();
        }
    }

    /** The command is this JSON, and reading that JSON gives an equal command. */
    void isWritten(QmpCommand<?> command, String json) {
        JsonNode expected = QmpTree.of(json.replace("{}/", qemu.path("") + "/"));
        assertThat(message(command)).isEqualTo(expected);
        if (command instanceof TypedQmpCommand<?> && command.hasArguments()) {
            try (JsonParser in =
                    JsonText.of(QmpJson.toText(expected.path("arguments"))).parser()) {
                assertThat(TypedClasses.read(command.name(), TypedReader.of(in).keepingUnknownMembers()))
                        .isEqualTo(command);
            } catch (ReflectiveOperationException missing) {
                throw new IllegalStateException(missing);
            }
        }
    }

    private static JsonNode message(QmpCommand<?> command) {
        ObjectNode message = (ObjectNode) QmpTree.of("{}");
        message.put("execute", command.name());
        if (command.hasArguments()) {
            message.set(
                    "arguments",
                    JsonText.of(QmpJson.toText(command::writeArguments)).tree());
        }
        return message;
    }

    /** Waits until a job has ended, well, and dismisses it. */
    void dismiss(String job) throws Exception {
        Await.until(job + " has concluded", () -> job(job).status().equals(JobStatus.CONCLUDED));
        assertThat(job(job).error()).isEmpty();
        accepts(JobDismissCommand.of(job), "{'execute':'job-dismiss','arguments':{'id':'" + job + "'}}");
    }

    void awaitJob(String job, JobStatus status) throws Exception {
        Await.until(job + " is " + status, () -> job(job).status().equals(status));
    }

    private JobInfo job(String id) {
        return client.execute(QueryJobsCommand.of()).stream()
                .filter(job -> job.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Nothing was refused, and at least so many commands were accepted. */
    void assertAccepted(int atLeast) {
        assertThat(refused).isEmpty();
        assertThat(accepted).hasSizeGreaterThanOrEqualTo(atLeast);
    }

    @Override
    public void close() throws IOException {
        client.close();
        List<String> report = new ArrayList<>();
        report.add(client.greeting().version() + ": " + accepted.size() + " accepted, " + skipped.size() + " skipped");
        skipped.forEach(reason -> report.add("skipped: " + reason));
        report.addAll(accepted);
        String name = System.getProperty("qmp4j.qemu.name", "path");
        Path target = Files.createDirectories(Path.of("target", "typed"));
        Files.write(target.resolve(title + "-" + name + ".txt"), report);
    }
}
