package org.qmp4j.protocol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of secret members and options: those in the resource {@code secrets.txt}, and those that are named like a secret.
 *
 * @param secret names that are secret
 * @param harmless names that are not secret, even if they look like a secret
 */
record SecretNames(Set<String> secret, Set<String> harmless) {
    /** The whole arguments of a command. */
    static final String ARGUMENTS = "arguments";
    /** The whole return value of a command. */
    static final String RETURN = "return";

    private static final String ALL_COMMANDS = "*";
    private static final Pattern CAMEL_CASE = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern PART =
            Pattern.compile("passw|passphrase|passcode|secret|credential|cookie|token|signature");
    private static final Set<String> WORDS =
            Set.of("pass", "pwd", "key", "keys", "apikey", "creds", "cred", "osk", "bearer", "authorization", "sig");

    private static final Map<String, Entry> ENTRIES = read();
    private static final Set<String> HARMLESS_EVERYWHERE = entry(ALL_COMMANDS).harmless();

    /** For names outside of commands: options, and the queries of URIs. */
    static final SecretNames ANYWHERE = new SecretNames(Set.of(), HARMLESS_EVERYWHERE);

    /** One line of the resource. */
    private record Entry(Set<String> inArguments, Set<String> inAnswer, Set<String> harmless) {
        static Entry of(List<String> words) {
            return new Entry(marked('>', words), marked('<', words), marked('!', words));
        }

        private static Set<String> marked(char mark, List<String> words) {
            Set<String> names = new HashSet<>();
            words.stream().filter(word -> word.charAt(0) == mark).forEach(word -> names.add(word.substring(1)));
            return Set.copyOf(names);
        }
    }

    private static Entry entry(String name) {
        return Objects.requireNonNull(ENTRIES.get(name));
    }

    static SecretNames inArguments(String command) {
        return isKnown(command) ? of(entry(command).inArguments(), command) : of(Set.of(ARGUMENTS), "");
    }

    static SecretNames inAnswer(String command) {
        return isKnown(command) ? of(entry(command).inAnswer(), command) : of(Set.of(RETURN), "");
    }

    static SecretNames inEvent(String event) {
        return of(Set.of(), event);
    }

    private static boolean isKnown(String command) {
        return ENTRIES.containsKey(command);
    }

    private static SecretNames of(Set<String> secret, String exceptionsOf) {
        Set<String> harmless = new HashSet<>(HARMLESS_EVERYWHERE);
        harmless.addAll(ENTRIES.getOrDefault(exceptionsOf, entry(ALL_COMMANDS)).harmless());
        return new SecretNames(secret, harmless);
    }

    /** Names that are secret in one of the two, and names that are harmless in both. */
    SecretNames and(SecretNames other) {
        Set<String> both = new HashSet<>(secret);
        both.addAll(other.secret);
        Set<String> common = new HashSet<>(harmless);
        common.retainAll(other.harmless);
        return new SecretNames(both, common);
    }

    /** These names, and some more secret names. */
    SecretNames andSecret(Set<String> names) {
        return and(new SecretNames(names, harmless));
    }

    /** Whether the value of a member or option is a secret; {@code file.cookie} is the {@code cookie} of {@code file}. */
    boolean isSecret(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return secret.contains(last) || (!harmless.contains(last) && isLikeASecret(last));
    }

    private static boolean isLikeASecret(String name) {
        String words = CAMEL_CASE.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
        return PART.matcher(words).find() || BETWEEN_WORDS.splitAsStream(words).anyMatch(WORDS::contains);
    }

    private static Map<String, Entry> read() {
        Map<String, Entry> entries = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(SecretNames.class.getResourceAsStream("secrets.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    List<String> words = new ArrayList<>(List.of(line.split(" ")));
                    entries.put(words.remove(0), Entry.of(words));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read the list of secrets: " + failed.getMessage(), failed);
        }
        return Map.copyOf(entries);
    }
}
