package org.qmp4j.protocol;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;

/**
 * The secrets in a message, and the message as text for logs: {@code ***} replaces each secret. The whole library masks secrets
 * with this class.
 *
 * <p>These are secret: members with passwords, keys, cookies, guest data or typed text, for each command of QEMU 7.2 to 11.1 and of
 * its guest agent (the resource {@code secrets.txt} lists them); every other member with a name like that of a secret; all arguments
 * and the whole return value of any other command; and, in every string, the password of a URI, the secret options of a block device's
 * name or of QEMU's option syntax, and the command of {@code exec:}. Booleans, nulls and ids that refer to a secret object are
 * shown.
 *
 * <p>Immutable and thread-safe.
 */
public final class Secrets {
    /** Replaces a secret. */
    public static final String MASK = "***";

    // From the first quote to the last: the repeated text may contain quotes.
    private static final Pattern REPEATED = Pattern.compile("'.*'|\".*\"|\\([^()]*\\)", Pattern.DOTALL);

    private static final Secrets ANYWHERE = new Secrets(SecretNames.ANYWHERE, Set.of());

    private final SecretNames names;
    private final Set<String> texts;

    private Secrets(SecretNames names, Set<String> texts) {
        this.names = names;
        this.texts = texts;
    }

    /** The secrets in the arguments of a command; of an unknown command, all arguments are secret. */
    public static Secrets inArguments(String command) {
        return new Secrets(SecretNames.inArguments(command), Set.of());
    }

    /** The secrets in the return value of a command; of an unknown command, the whole return value is secret. */
    public static Secrets inAnswer(String command) {
        return new Secrets(SecretNames.inAnswer(command), Set.of());
    }

    /** The secrets in an event. */
    public static Secrets inEvent(String event) {
        return new Secrets(SecretNames.inEvent(event), Set.of());
    }

    /** The secrets outside of commands: members and options with a name like that of a secret. */
    public static Secrets anywhere() {
        return ANYWHERE;
    }

    /** These, and texts that are masked wherever they occur: QEMU's errors repeat arguments. */
    public Secrets andTexts(Collection<String> more) {
        Set<String> all = new LinkedHashSet<>(texts);
        more.stream().filter(text -> !text.isEmpty()).forEach(all::add);
        return new Secrets(names, all);
    }

    /** These and the others, for a reply that may belong to either of two commands. */
    public Secrets and(Secrets other) {
        return new Secrets(names.and(other.names), texts).andTexts(other.texts);
    }

    /** Whether the value of a member is secret. */
    public boolean isSecret(String member) {
        return names.isSecret(member);
    }

    /** A message, or another JSON text, without its secrets. */
    public String mask(JsonText json) {
        return mask(json, MaskedCopy.WHOLE);
    }

    /** The beginning of a message without its secrets. The rest is not decoded. */
    public String mask(JsonText json, int maxChars) {
        return copy().of(json, maxChars);
    }

    /** A value without its secrets, as JSON. */
    public String mask(JsonNode value) {
        try (JsonParser in = value.traverse(ObjectReadContext.empty())) {
            return copy().of(in);
        }
    }

    /** The arguments of a command, a JSON object, without their secrets. */
    public String maskArguments(JsonNode arguments) {
        return names.secret().contains(SecretNames.ARGUMENTS) && !arguments.isEmpty() ? MASK : mask(arguments);
    }

    /** A string that is one file name, URI or option, without its secrets. */
    public String maskValue(String value) {
        return strings().value(value);
    }

    /** A text for people, such as an error of QEMU, without the secrets that it repeats. */
    public String maskText(String text) {
        return strings().prose(text);
    }

    /** The message of a JSON parser without the part of the text that it repeats in quotes or parentheses. */
    public static String maskQuoted(String reason) {
        return REPEATED.matcher(reason).replaceAll("'" + Matcher.quoteReplacement(MASK) + "'");
    }

    /** The texts that {@link #mask(JsonText)} masks in a message: of secret members, and within other strings. */
    public Set<String> textsIn(JsonText message) {
        try (JsonParser in = message.parser()) {
            return textsIn(in);
        }
    }

    /** The texts that {@link #mask(JsonNode)} masks in a value. */
    public Set<String> textsIn(JsonNode value) {
        try (JsonParser in = value.traverse(ObjectReadContext.empty())) {
            return textsIn(in);
        }
    }

    /** The secret texts in the arguments of a command; QEMU's errors may repeat them. */
    public static Set<String> textsIn(Command<?> command) {
        if (!command.hasArguments()) {
            return Set.of();
        }
        String arguments = QmpJson.toText(command::writeArguments);
        return inArguments(command.name())
                .textsIn(JsonText.of("{\"" + SecretNames.ARGUMENTS + "\":" + arguments + "}"));
    }

    private Set<String> textsIn(JsonParser in) {
        Set<String> found = new LinkedHashSet<>();
        new MaskedCopy(names, new MaskedStrings(names, texts, found::add), found::add).of(in);
        found.remove("");
        return found;
    }

    /**
     * The value of a member as text for people, without its secrets. For generated code.
     *
     * @param value a string, a {@link JsonNode}, or an object whose {@code toString()} shows no secret
     */
    public static String shown(Object value) {
        if (value instanceof String text) {
            return ANYWHERE.maskValue(text);
        }
        return value instanceof JsonNode node ? ANYWHERE.mask(node) : value.toString();
    }

    private MaskedCopy copy() {
        return new MaskedCopy(names, strings(), null);
    }

    private MaskedStrings strings() {
        return new MaskedStrings(names, texts, secret -> {});
    }
}
