package org.qmp4j.machine;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ShellCommandTest {
    @Test
    void aCommandWithTwoLinesIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ShellCommand("echo a\necho b"))
                .withMessage("a command must be one line; join commands with ';' or '&&'");
    }

    @Test
    void aLineThatATerminalWouldTruncateIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ShellCommand("echo " + "x".repeat(4000)))
                .withMessageContaining("is too long for a terminal, which takes 4095");
    }
}
