package org.qmp4j.it.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.Signals;
import org.qmp4j.machine.CommandResult;
import org.qmp4j.machine.Console;
import org.qmp4j.machine.ConsoleMatch;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.error.ConsoleException;
import org.qmp4j.protocol.RawCommand;

/** Waits for expected output of the guest, and reports output that the guest must not print. */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class ConsoleIT {
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void aConsoleReadsAndWrites() throws Exception {
        try (Machine vm = TestMachines.linux().start()) {
            Console console = vm.console();
            // No line end follows a prompt.
            console.expect("guest: ready\\s+guest> ", TestMachines.PATIENCE);

            console.sendLine("echo answer=$((6 * 7))");
            ConsoleMatch match = console.expect("answer=(\\d+)\\s", TestMachines.PATIENCE);
            assertThat(match.groups()).containsExactly("42");
            assertThat(match.before()).isEmpty();

            // Matched text is not matched again.
            ConsoleException late =
                    catchThrowableOfType(ConsoleException.class, () -> console.expect("answer=", SHORT));
            assertThat(late)
                    .hasMessageContaining("has not printed 'answer=' within 300 ms (accelerator: tcg; choose another by"
                            + " -Dqmp4j.accelerator=tcg|kvm or by the part Accelerator); its last lines:\n");
            assertThat(late.output()).contains("answer=42");

            console.sendLine("echo bad news; echo good news");
            ConsoleException refused = catchThrowableOfType(
                    ConsoleException.class,
                    () -> console.expect(
                            Pattern.compile("good news"), List.of(Pattern.compile("bad \\w+")), TestMachines.PATIENCE));
            assertThat(refused).hasMessageContaining("printed 'bad news' while 'good news' was expected");

            CompletableFuture<ConsoleException> waiting = Await.inBackground(() ->
                    catchThrowableOfType(ConsoleException.class, () -> console.expect("never", TestMachines.PATIENCE)));
            Signals.send("KILL", vm.pid());
            assertThat(waiting.get()).hasMessageContaining("was closed before it printed 'never'");
            assertThat(console.isClosed()).isTrue();
        }
    }

    @Test
    void aCommandReturnsItsOutputAndItsExitStatus() throws Exception {
        try (Machine vm = TestMachines.linux().start()) {
            Console console = vm.console();
            console.expect("guest> ", TestMachines.PATIENCE);

            assertThat(run(console, "echo one; echo two >&2")).isEqualTo(new CommandResult("one\ntwo\n", 0));
            assertThat(run(console, "false")).isEqualTo(new CommandResult("", 1));
            assertThat(run(console, "printf \"it's $HOME\"'!'")).isEqualTo(new CommandResult("it's /!", 0));
            assertThat(run(console, "cd /proc && words=kept")).isEqualTo(new CommandResult("", 0));
            assertThat(run(console, "pwd; echo $words")).isEqualTo(new CommandResult("/proc\nkept\n", 0));
            // It gets no input, so it does not wait for what is typed next.
            assertThat(run(console, "cat")).isEqualTo(new CommandResult("", 0));
            assertThat(run(console, "no-such-command").exitCode()).isEqualTo(127);
            CommandResult wrong = run(console, "if then");
            assertThat(wrong.output()).contains("syntax error");
            assertThat(wrong.exitCode()).isNotZero();
            assertThat(run(console, "seq 2000").output()).endsWith("\n1999\n2000\n");

            ConsoleException late =
                    catchThrowableOfType(ConsoleException.class, () -> console.run("sleep 1000", SHORT));
            assertThat(late)
                    .hasMessageStartingWith(
                            "the command 'sleep 1000' did not end: the console 'console' has not printed");
        }
    }

    private static CommandResult run(Console console, String line) {
        return console.run(line, TestMachines.PATIENCE);
    }

    @Test
    void inputThatTheGuestDoesNotReadIsFinallyRejected() {
        Console console;
        try (Machine vm = TestMachines.linux().start()) {
            console = vm.console();
            console.expect("guest> ", TestMachines.PATIENCE);
            vm.client().execute(RawCommand.named("stop"));
            String much = "x".repeat(64 * 1024);

            assertThatExceptionOfType(ConsoleException.class)
                    .isThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            console.send(much);
                        }
                    })
                    .withMessageContaining("is not read by the guest");
        }
        assertThatExceptionOfType(ConsoleException.class)
                .isThrownBy(() -> console.send("x"))
                .withMessageContaining("is closed: nothing can be sent");
    }

    @Test
    void aPanicEndsTheWait() {
        try (Machine vm = TestMachines.linux("initramfs", "guest.panic").start()) {
            vm.console().failOn(Pattern.compile("Kernel panic - .*"));

            ConsoleException panic = catchThrowableOfType(
                    ConsoleException.class, () -> vm.console().expect("nothing of this kind", TestMachines.PATIENCE));

            assertThat(panic).hasMessageContaining("printed 'Kernel panic - not syncing: sysrq triggered crash");
        }
    }
}
