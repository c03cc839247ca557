package org.qmp4j.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "-m|-m",
                "file=/tmp/a,b.raw|file=/tmp/a,b.raw",
                "two words|'two words'",
                "it's|'it'\\''s'",
                "$HOME|'$HOME'",
                "a;b|'a;b'",
                "~/disk|'~/disk'",
                "``|''"
            })
    void anArgumentIsQuotedForAShell(String word, String quoted) {
        CommandLine line = new CommandLine(List.of("qemu", word));

        assertThat(line).hasToString("qemu " + quoted);
        assertThat(line.inShell()).isEqualTo("qemu " + quoted);
        assertThat(CommandLine.of(line.inShell())).isEqualTo(line);
    }

    @Test
    void aSecretIsOnlyInTheLineForAShell() {
        CommandLine line = new CommandLine(List.of("qemu", "-object", "secret,id=s,data=hush hush"));

        assertThat(line).hasToString("qemu -object 'secret,id=s,data=***'");
        assertThat(line.inShell()).isEqualTo("qemu -object 'secret,id=s,data=hush hush'");
        assertThat(CommandLine.of(line.inShell())).isEqualTo(line);
        assertThat(line.maskIn("qemu: -object secret,id=s,data=hush hush: no 'hush hush'"))
                .isEqualTo("qemu: -object secret,id=s,data=***: no '***'");
    }
}
