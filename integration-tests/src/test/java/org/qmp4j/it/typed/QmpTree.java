package org.qmp4j.it.typed;

import org.qmp4j.it.support.Json;
import tools.jackson.databind.JsonNode;

/** JSON in single quotes, which are easier to read in Java. */
final class QmpTree {
    private QmpTree() {}

    static JsonNode of(String text) {
        return Json.of(text.replace('\'', '"'));
    }
}
