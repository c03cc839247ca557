package org.qmp4j.protocol;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets on a command line of QEMU, qemu-storage-daemon or qemu-img, and the command line without them.
 *
 * <p>These are secret: options with a name like that of a secret ({@code -device isa-applesmc,osk=...}, {@code -spice
 * password=...}), the {@code data} of {@code -object}, the {@code string} of {@code -fw_cfg}, the {@code value} of {@code -smbios},
 * all of these in an option that is written as JSON, parameters of the guest's kernel with a name like that of a secret ({@code
 * -append}), and in each value whatever {@link Secrets#maskValue} masks, such as the password of a URI.
 *
 * <p>Immutable and thread-safe.
 */
public final class CommandLineSecrets {
    /** Secret members whose names do not show it. Firmware and systemd take credentials in them. */
    private static final Map<String, Set<String>> OF_OPTIONS =
            Map.of("object", Set.of("data"), "fw_cfg", Set.of("string"), "smbios", Set.of("value"));

    private static final String KERNEL_PARAMETERS = "append";
    private static final Pattern NAME = Pattern.compile("[\\w.-]+(?==)");
    // A comma within a value is written twice.
    private static final Pattern PART = Pattern.compile("(?:,,|[^,])+");
    private static final Pattern KERNEL_PARAMETER = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\"?)+");
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z][\\w+.-]*://.*|rbd:.*|json:.*|exec:.*", Pattern.DOTALL);

    private final Set<String> found = new LinkedHashSet<>();
    private final List<String> arguments;

    private CommandLineSecrets(List<String> arguments) {
        List<String> masked = new ArrayList<>();
        String option = "";
        for (String word : arguments) {
            masked.add(word.startsWith("-") ? maskedOption(word) : masked(option, word));
            option = word.startsWith("-") ? nameOf(word) : "";
        }
        this.arguments = List.copyOf(masked);
    }

    /** The secrets of a program and its arguments. */
    public static CommandLineSecrets of(List<String> arguments) {
        return new CommandLineSecrets(arguments);
    }

    /** The command line without its secrets. */
    public List<String> arguments() {
        return arguments;
    }

    /** A text, such as the program's standard error, without these secrets and without what {@link Secrets#maskText} masks. */
    public String mask(String text) {
        return Secrets.anywhere().andTexts(found).maskText(text);
    }

    private static String nameOf(String word) {
        return word.substring(word.startsWith("--") ? 2 : 1);
    }

    /** {@code --object=secret,id=...}, the form of qemu-img and qemu-storage-daemon. */
    private String maskedOption(String word) {
        int equals = word.indexOf('=');
        return equals < 0
                ? word
                : word.substring(0, equals + 1) + masked(nameOf(word.substring(0, equals)), word.substring(equals + 1));
    }

    private String masked(String option, String value) {
        SecretNames names = SecretNames.ANYWHERE.andSecret(OF_OPTIONS.getOrDefault(option, Set.of()));
        MaskedStrings strings = new MaskedStrings(names, Set.of(), this::add);
        if (value.startsWith("{")) {
            return new MaskedCopy(names, strings, this::add).of(JsonText.of(value), MaskedCopy.WHOLE);
        } else if (ADDRESS.matcher(value).matches()) {
            return strings.value(value);
        }
        Pattern part = option.equals(KERNEL_PARAMETERS) ? KERNEL_PARAMETER : PART;
        return part.matcher(value).replaceAll(found -> Matcher.quoteReplacement(masked(names, strings, found.group())));
    }

    /** One {@code NAME=VALUE} of an option. */
    private String masked(SecretNames names, MaskedStrings strings, String part) {
        Matcher name = NAME.matcher(part);
        int start = name.lookingAt() ? name.end() + 1 : 0;
        String value = part.substring(start);
        if (start == 0 || !names.isSecret(name.group())) {
            return part.substring(0, start) + masked(strings, value);
        }
        if (SecretText.isNoSecret(value)) {
            return part;
        }
        add(value);
        add(value.replace(",,", ","));
        return part.substring(0, start) + Secrets.MASK;
    }

    private static String masked(MaskedStrings strings, String value) {
        String single = value.replace(",,", ",");
        String masked = strings.value(single);
        return masked.equals(single) ? value : masked.replace(",", ",,");
    }

    private void add(String secret) {
        found.add(secret);
    }
}
