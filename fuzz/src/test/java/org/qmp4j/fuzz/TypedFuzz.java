package org.qmp4j.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.typed.Members;
import org.qmp4j.protocol.typed.TypedReader;
import org.qmp4j.protocol.typed.TypedValue;
import org.qmp4j.qemu.type.BlockInfo;
import org.qmp4j.qemu.type.BlockdevOptions;
import org.qmp4j.qemu.type.ImageInfo;
import org.qmp4j.qemu.type.MigrationInfo;
import org.qmp4j.qemu.type.ObjectOptions;
import org.qmp4j.qemu.type.StatusInfo;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamWriteException;

/** A generated class rejects an invalid value, or prints what it has read without a change. */
class TypedFuzz {
    @FunctionalInterface
    private interface Reading {
        TypedValue read(TypedReader in);
    }

    private static final List<Reading> CLASSES = List.of(
            StatusInfo::read,
            BlockInfo::read,
            BlockdevOptions::read,
            ImageInfo::read,
            MigrationInfo::read,
            ObjectOptions::read);

    @FuzzTest
    void aDecodedValueIsPrintedAndReadAgainUnchanged(byte[] bytes) {
        if (Trees.one(bytes).isEmpty()) {
            return;
        }
        for (Reading reading : CLASSES) {
            TypedValue value;
            try {
                value = read(reading, JsonText.of(new String(bytes, UTF_8)));
            } catch (JacksonException refused) {
                continue;
            }
            String printed;
            try {
                printed = QmpJson.toText(out -> Members.writeValue(out, value));
            } catch (StreamWriteException infinite) {
                // A number that is too large for a double was kept as infinity, which is not valid JSON.
                continue;
            }
            assertThat(read(reading, JsonText.of(printed))).isEqualTo(value);
        }
    }

    private static TypedValue read(Reading reading, JsonText text) {
        try (JsonParser in = text.parser()) {
            return reading.read(TypedReader.of(in));
        }
    }
}
