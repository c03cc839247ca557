package org.qmp4j.schema.source;

import java.util.List;

/**
 * The exceptions from its own rules that a schema asks for.
 *
 * @param docRequired whether every definition must be documented
 * @param commandNameExceptions commands whose names may have upper case or underscores
 * @param commandReturnsExceptions commands that may return something else than an object or a list of objects
 * @param documentationExceptions definitions whose documentation may lack members
 * @param memberNameExceptions types whose members' names may have upper case or underscores
 */
public record Pragmas(
        boolean docRequired,
        List<String> commandNameExceptions,
        List<String> commandReturnsExceptions,
        List<String> documentationExceptions,
        List<String> memberNameExceptions) {
    /** Copies the lists. */
    public Pragmas {
        commandNameExceptions = List.copyOf(commandNameExceptions);
        commandReturnsExceptions = List.copyOf(commandReturnsExceptions);
        documentationExceptions = List.copyOf(documentationExceptions);
        memberNameExceptions = List.copyOf(memberNameExceptions);
    }
}
