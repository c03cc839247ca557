package org.qmp4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.facts.FactsFile;
import org.qmp4j.schema.model.Schema;

/** Compares the links to QEMU's manual with the real manual, which {@code scripts/fetch-qemu} unpacks together with each QEMU. */
class ManualTest {
    private static final Pattern ANCHOR = Pattern.compile("id=\"((?:command|event|enum|object|alternate)-Q[^\"]+)\"");
    private static final Pattern LINK = Pattern.compile("/interop/qemu-(?:qmp|ga)-ref\\.html#([^\"]+)\"");

    private static Path tree(String suite) {
        String cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(path -> !path.isEmpty())
                .orElse(System.getProperty("user.home") + "/.cache");
        return Path.of(cache, "qmp4j", "qemu", suite);
    }

    /** The version of an unpacked QEMU, such as 10.0. */
    private static String version(String suite) throws IOException {
        Path file = tree(suite).resolve("version");
        assumeTrue(Files.isRegularFile(file), "there is no QEMU of " + suite + ": run scripts/fetch-qemu " + suite);
        return Files.readString(file).strip().replaceFirst("\\.\\d+$", "");
    }

    private static Set<String> realAnchors(String suite, Peer peer) throws IOException {
        String page = peer == Peer.QEMU ? "qemu-qmp-ref.html" : "qemu-ga-ref.html";
        Path file =
                tree(suite).resolve("usr/share/doc/qemu-system-common/interop").resolve(page);
        assumeTrue(Files.isRegularFile(file), "this Debian package of QEMU has no manual: " + file);
        return found(ANCHOR, Files.readString(file)).collect(Collectors.toSet());
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }

    private static Stream<String> links(Schema schema, Peer peer) {
        return Generator.generate(schema, new GeneratorOptions("org.x", peer, false)).stream()
                .flatMap(file -> found(LINK, file.text()));
    }

    // The facts of the newest version come from introspection, which has no names of types, so its definitions are
    // incomplete.
    @Test
    void theManualHasAnAnchorForEachDefinitionAndNoOther() throws IOException {
        String suite = "trixie";
        String version = version(suite);
        assumeTrue(KnownSchemas.versions().contains(version), "the schema of QEMU " + version + " is not known");
        assertThat(Manual.anchors(Peer.QEMU, KnownSchemas.qemu(version)))
                .containsExactlyInAnyOrderElementsOf(realAnchors(suite, Peer.QEMU));
        assertThat(Manual.anchors(Peer.GUEST_AGENT, KnownSchemas.guestAgent(version)))
                .containsExactlyInAnyOrderElementsOf(realAnchors(suite, Peer.GUEST_AGENT));
    }

    @ParameterizedTest
    @EnumSource(Peer.class)
    void everyLinkOfTheTypedApiHasAnAnchor(Peer peer) throws IOException {
        List<String> versions = KnownSchemas.versions();
        assumeTrue(
                version("sid").equals(versions.get(versions.size() - 1)),
                "QEMU " + version("sid") + " of Debian sid is not the newest version that is known");
        Schema schema = peer == Peer.QEMU ? KnownSchemas.qemu() : KnownSchemas.guestAgent();
        List<String> links = links(schema, peer).toList();
        assertThat(links).isNotEmpty();
        assertThat(realAnchors("sid", peer)).containsAll(links);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'file':'qapi/robot.json'}\n{'command':'robot-move'}",
                "{'file':'qapi/robot.json'}\n{'command':'stop'}",
                "{'file':'qapi/misc.json'}\n{'command':'robot-stop'}",
                "{'file':'qapi/misc.json'}\n{'event':'STOP'}",
                "{'command':'stop'}",
            })
    void aDefinitionThatTheManualDoesNotHaveGetsNoLink(String facts) {
        Schema schema = FactsFile.read(new StringReader(facts.replace('\'', '"')), "my.facts");
        assertThat(links(schema, Peer.QEMU)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'file':'qapi/misc.json'}\n{'command':'getfd'} | command-QMP-misc.getfd",
                "{'file':'/home/me/qemu/qapi/block.json'}\n{'command':'eject'} | command-QMP-block-core.eject",
            })
    void aCommandOfQemuIsLinked(String factsAndAnchor) {
        String[] parts = factsAndAnchor.replace('\'', '"').split(" \\| ", -1);
        Schema schema = FactsFile.read(new StringReader(parts[0]), "my.facts");
        assertThat(links(schema, Peer.QEMU)).containsOnly(parts[1]);
    }
}
