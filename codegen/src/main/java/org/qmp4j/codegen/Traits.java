package org.qmp4j.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.qmp4j.schema.model.Command;

/** The traits of a command, as names of constants of {@code CommandTrait}. */
final class Traits {
    /** Commands with these names only read, by the naming convention of QEMU and the agent. Exceptions are left out. */
    private static final Pattern READS_ONLY = Pattern.compile("(x-)?query-.*|qom-(list|get).*|device-list-properties"
            + "|guest-(get|info|ping|sync|network-get|fsfreeze-status).*|x-debug-query-.*");

    private Traits() {}

    static List<String> of(Command command) {
        List<String> traits = new ArrayList<>();
        Command.Flags flags = command.flags();
        addIf(traits, flags.allowOob(), "ALLOWS_OUT_OF_BAND");
        addIf(traits, flags.allowPreconfig(), "ALLOWS_PRECONFIG");
        addIf(traits, !flags.successResponse(), "SILENT_ON_SUCCESS");
        addIf(traits, READS_ONLY.matcher(command.name()).matches(), "READ_ONLY");
        addIf(traits, Docs.isDeprecated(command.attributes()), "DEPRECATED");
        addIf(traits, Docs.isUnstable(command.name(), command.attributes()), "UNSTABLE");
        return traits;
    }

    private static void addIf(List<String> traits, boolean has, String name) {
        if (has) {
            traits.add(name);
        }
    }
}
