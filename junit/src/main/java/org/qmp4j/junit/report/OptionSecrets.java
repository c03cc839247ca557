package org.qmp4j.junit.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qmp4j.client.observer.ObservedCall;
import org.qmp4j.client.observer.Redaction;
import org.qmp4j.machine.CommandLine;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The secrets of a command line: {@code -object secret,id=s0,data=...}, the same as JSON, and the password in a URL. Masks them
 * there, and wherever else they are repeated.
 */
final class OptionSecrets {
    private static final Set<String> NAMES = Set.of("data", "password", "passwd", "cookie");
    // Not password-secret=, which names another object. A comma of a value is written twice.
    private static final Pattern OPTION =
            Pattern.compile("(?<![\\w-])(" + String.join("|", NAMES) + ")=((?:,,|[^,])*)");

    private final String masked;
    private final Set<String> secrets = new LinkedHashSet<>();

    /** Those of a command line. */
    OptionSecrets(CommandLine command) {
        List<String> words = command.words().stream().map(this::masked).toList();
        this.masked = new CommandLine(words).toString();
    }

    /** The command line without them. */
    String maskedCommandLine() {
        return masked;
    }

    /** A text without them. */
    String maskedIn(String text) {
        String left = text;
        for (String secret : secrets) {
            left = left.replace(secret, Redaction.MASK);
        }
        return left;
    }

    private String masked(String word) {
        if (word.startsWith("{")) {
            return maskedObject(JsonText.of(word));
        }
        Matcher option = OPTION.matcher(word);
        return withoutUrlPasswords(option.replaceAll(found -> {
            add(found.group(2));
            add(found.group(2).replace(",,", ","));
            return Matcher.quoteReplacement(found.group(1) + "=" + Redaction.MASK);
        }));
    }

    /** QEMU takes the same words as JSON: {@code -object '{"qom-type":"secret","id":"s0","data":"..."}'}. */
    private String maskedObject(JsonText object) {
        String masked = Redaction.command(new ObservedCall("", "object-add", "", false, object));
        if (masked.startsWith("{")) {
            collect(object.tree());
        }
        return masked;
    }

    private void collect(JsonNode value) {
        value.forEach(this::collect);
        value.properties().stream()
                .filter(member ->
                        NAMES.contains(member.getKey()) && member.getValue().isString())
                .forEach(member -> add(member.getValue().stringValue()));
    }

    private void add(String secret) {
        // -vnc :0,password=on: no secret, and a word that is everywhere.
        if (!secret.isEmpty() && !Set.of("on", "off").contains(secret)) {
            secrets.add(secret);
        }
    }

    private static String withoutUrlPasswords(String word) {
        String json = JsonNodeFactory.instance.stringNode(word).toString();
        String redacted = Redaction.reply("", JsonText.of(json));
        return QmpJson.read(JsonText.of(redacted).parser()).stringValue();
    }
}
