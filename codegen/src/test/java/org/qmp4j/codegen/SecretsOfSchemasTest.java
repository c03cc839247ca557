package org.qmp4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Secrets;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.model.Schema;

/** Compares the masking of every string of every command, reply and event of QEMU 7.2 to 11.1 and its guest agent with a handwritten list. */
class SecretsOfSchemasTest {
    private static final String CANARY = "CaNaRy";

    /** Matches more names than the library does. A person has examined each member with such a name. */
    private static final Pattern SMELL =
            Pattern.compile("pass|secret|token|key|cookie|cred|osk|auth|priv|nonce|cert|sign"
                    + "|launch|session|data|buf|env|^arg|command-line|human|hash|text|value|user|boot.?file");

    private static final Set<String> ORACLE = oracle();

    private static Set<String> oracle() {
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/secrets.oracle"))) {
            return new HashSet<>(lines.map(line -> line.replaceAll(" +", " ")).toList());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Stream<Schema> schemas() {
        return KnownSchemas.versions().stream()
                .flatMap(version -> Stream.of(KnownSchemas.qemu(version), KnownSchemas.guestAgent(version)));
    }

    private static boolean isSecret(String message, List<String> path) {
        return path.stream().anyMatch(member -> ORACLE.contains("secret " + message + " " + member));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void exactlyTheSecretStringsAreMasked(Schema schema) {
        List<String> wrong = new ArrayList<>();
        for (Strings.Leaf leaf : Strings.of(schema)) {
            String shown = leaf.masked(CANARY);
            if (shown.contains(CANARY) == isSecret(leaf.message(), leaf.path())) {
                wrong.add(leaf.message() + " " + leaf.path() + ": " + shown);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everyNameThatSuggestsASecretIsInTheList(Schema schema) {
        Set<String> unknown = new TreeSet<>();
        for (Strings.Leaf leaf : Strings.of(schema)) {
            String name = leaf.path().get(leaf.path().size() - 1);
            boolean wasLookedAt = isSecret(leaf.message(), leaf.path())
                    || ORACLE.contains("shown " + leaf.message() + " " + name)
                    || ORACLE.contains("shown * " + name);
            if (leaf.isFree() && SMELL.matcher(name).find() && !wasLookedAt) {
                unknown.add(leaf.message() + " " + name);
            }
        }
        assertThat(unknown)
                .as("look whether these are secret, and write it into secrets.oracle and, if they are, secrets.txt")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everyCommandIsKnown(Schema schema) {
        List<String> unknown = schema.commands().keySet().stream()
                .filter(command -> Secrets.inArguments(command)
                        .mask(JsonText.of("{\"arguments\":{\"x\":\"seen\"}}"))
                        .contains("***"))
                .toList();
        assertThat(unknown).as("commands that are missing in secrets.txt").isEmpty();
    }

    @Test
    void everySecretOfTheListIsInASchema() {
        Set<String> found = new HashSet<>();
        schemas()
                .flatMap(schema -> Strings.of(schema).stream())
                .forEach(leaf -> leaf.path().forEach(member -> found.add(leaf.message() + " " + member)));
        assertThat(ORACLE.stream()
                        .filter(line -> line.startsWith("secret "))
                        .map(line -> line.substring("secret ".length()))
                        .filter(line -> !found.contains(line)))
                .isEmpty();
    }
}
