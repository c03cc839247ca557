package org.qmp4j.cli.schema;

import org.qmp4j.schema.Dialect;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a dialect. */
public final class DialectConverter implements ITypeConverter<Dialect> {
    /** Called by picocli. */
    public DialectConverter() {}

    @Override
    public Dialect convert(String text) {
        return switch (text) {
            case "7.2" -> Dialect.QEMU_7_2;
            case "10.0" -> Dialect.QEMU_10_0;
            case "10.2" -> Dialect.QEMU_10_2;
            case "lenient" -> Dialect.LENIENT;
            default -> throw new TypeConversionException("'" + text + "' is not one of 7.2, 10.0, 10.2 and lenient");
        };
    }
}
