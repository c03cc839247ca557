package org.qmp4j.fake.json;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Prints JSON as QEMU does: in ASCII, with a space after each comma and colon, or on several lines. Numbers are formatted again:
 * {@code 1.0} is {@code 1}, {@code 0.1} is {@code 0.10000000000000001}, what is too great is {@code inf}.
 */
public final class JsonOutput {
    private static final int DIGITS = 17;
    private static final String LINE_END = "\r\n";

    private final boolean pretty;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);

    private JsonOutput(boolean pretty) {
        this.pretty = pretty;
    }

    /**
     * A value as bytes, without a line end.
     *
     * @param pretty whether each member gets a line of its own
     */
    public static byte[] print(JsonNode value, boolean pretty) {
        JsonOutput output = new JsonOutput(pretty);
        output.value(value, 1);
        return output.out.toByteArray();
    }

    private void value(JsonNode value, int depth) {
        if (value.isObject()) {
            object(value, depth);
        } else if (value.isArray()) {
            list(value, depth);
        } else if (value.isString()) {
            string(value.stringValue());
        } else if (value.isFloatingPointNumber()) {
            ascii(number(value.doubleValue()));
        } else if (value.isIntegralNumber()) {
            ascii(
                    value.canConvertToLong()
                            ? Long.toString(value.longValue())
                            : value.bigIntegerValue().toString());
        } else {
            // What is left is true, false and null. Their toString() would set up a whole writer of Jackson's.
            ascii(value.isNull() ? "null" : Boolean.toString(value.booleanValue()));
        }
    }

    private void object(JsonNode object, int depth) {
        ascii("{");
        boolean first = true;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            separate(first, depth);
            first = false;
            string(member.getKey());
            ascii(": ");
            value(member.getValue(), depth + 1);
        }
        end(first, depth);
        ascii("}");
    }

    private void list(JsonNode list, int depth) {
        ascii("[");
        boolean first = true;
        for (JsonNode element : list) {
            separate(first, depth);
            first = false;
            value(element, depth + 1);
        }
        end(first, depth);
        ascii("]");
    }

    private void separate(boolean first, int depth) {
        if (!first) {
            ascii(pretty ? "," : ", ");
        }
        if (pretty) {
            ascii(LINE_END + "    ".repeat(depth));
        }
    }

    private void end(boolean empty, int depth) {
        if (pretty && !empty) {
            ascii(LINE_END + "    ".repeat(depth - 1));
        }
    }

    private void string(String text) {
        out.write('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> ascii("\\\"");
                case '\\' -> ascii("\\\\");
                case '\b' -> ascii("\\b");
                case '\f' -> ascii("\\f");
                case '\n' -> ascii("\\n");
                case '\r' -> ascii("\\r");
                case '\t' -> ascii("\\t");
                default -> {
                    if (c >= 0x20 && c < 0x7F) {
                        out.write(c);
                    } else {
                        ascii(String.format(Locale.ROOT, "\\u%04X", (int) c));
                    }
                }
            }
        }
        out.write('"');
    }

    /** As C prints a double with 17 significant digits. */
    private static String number(double value) {
        if (Double.isInfinite(value) || Double.isNaN(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(DIGITS)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < DIGITS) {
            return rounded.toPlainString();
        }
        String digits = rounded.unscaledValue().abs().toString();
        return (rounded.signum() < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            out.write(text.charAt(i));
        }
    }
}
