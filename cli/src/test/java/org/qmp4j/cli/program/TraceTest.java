package org.qmp4j.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.qmp4j.protocol.JsonText;
import picocli.CommandLine;

class TraceTest {
    private static String trace(Throwable failure) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Trace.print(failure, new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void messagesOfParsersAreLeftOut() {
        Throwable json = catchThrowable(() -> JsonText.of("{\"a\": hush}").tree());
        assertThat(json).hasMessageContaining("hush");
        UsageException failure = new UsageException("not valid JSON", json);
        failure.addSuppressed(new NumberFormatException("For input string: \"hush\""));
        failure.addSuppressed(new CommandLine.ParameterException(
                new CommandLine(CommandLine.Model.CommandSpec.create()), "not 'hush'"));

        assertThat(trace(failure))
                .startsWith("org.qmp4j.cli.program.UsageException: not valid JSON\n\tat ")
                .contains(
                        "Suppressed: java.lang.NumberFormatException\n",
                        "Suppressed: picocli.CommandLine$ParameterException\n",
                        "Caused by: tools.jackson.core.exc.StreamReadException\n")
                .doesNotContain("hush");
    }

    @Test
    void messagesAboutFilesAndSocketsArePrinted() {
        assertThat(trace(new IOException("No such file or directory")))
                .startsWith("java.io.IOException: No such file or directory\n\tat ");
    }

    @Test
    void aCycleOfCausesIsPrintedOnce() {
        IOException one = new IOException("one");
        IOException other = new IOException("other", one);
        one.initCause(other);

        assertThat(trace(one)).containsOnlyOnce("java.io.IOException: one").containsOnlyOnce("Caused by");
    }
}
