package org.qmp4j.schema.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.qmp4j.schema.model.BuiltinType.Json;

/** The types that every schema has without defining them. */
public final class Predefined {
    /** The object without members. */
    public static final ObjectType EMPTY =
            new ObjectType("q_empty", true, Optional.empty(), List.of(), Optional.empty(), Attributes.NONE);

    /** The kinds of JSON values, as an enumeration: what decides between the types of an alternate. */
    public static final EnumType QTYPE = new EnumType(
            "QType",
            Optional.of("QTYPE"),
            Stream.of("none", "qnull", "qnum", "qstring", "qdict", "qlist", "qbool")
                    .map(name -> new EnumType.Value(name, Attributes.NONE))
                    .toList(),
            Attributes.NONE);

    private static final List<BuiltinType> BUILTINS = builtins();

    private Predefined() {}

    /** {@code str}, {@code int} and the like, in QEMU's order. */
    public static List<BuiltinType> builtinTypes() {
        return BUILTINS;
    }

    /** All of them: built-in types, the empty object and {@code QType}. */
    public static List<Type> all() {
        List<Type> all = new ArrayList<>(BUILTINS);
        all.add(EMPTY);
        all.add(QTYPE);
        return all;
    }

    private static List<BuiltinType> builtins() {
        List<BuiltinType> types = new ArrayList<>();
        types.add(new BuiltinType("str", Json.STRING));
        types.add(new BuiltinType("number", Json.NUMBER));
        Stream.of("int", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "size")
                .forEach(name -> types.add(new BuiltinType(name, Json.INT)));
        types.add(new BuiltinType("bool", Json.BOOLEAN));
        types.add(new BuiltinType("any", Json.VALUE));
        types.add(new BuiltinType("null", Json.NULL));
        return List.copyOf(types);
    }
}
