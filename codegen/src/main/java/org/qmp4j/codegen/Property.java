package org.qmp4j.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import java.math.BigInteger;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.TypeRef;

/**
 * A member of an object as a property of a class.
 *
 * @param javaName of the field and the setter
 * @param accessor of the accessor, which shares a class with more methods
 * @param boxed its type where it may be absent
 * @param plain its type where it is there
 * @param omitted whether a version omits it although it is not optional
 * @param secret whether its value is not for logs
 */
record Property(
        String wireName,
        String javaName,
        String accessor,
        TypeRef type,
        boolean optional,
        boolean omitted,
        boolean secret,
        Attributes attributes,
        TypeName boxed,
        TypeName plain) {
    static Property of(String owner, ObjectType.Member member, JavaTypes types) {
        return new Property(
                member.name(),
                Names.member(member.name()),
                Names.member(member.name()),
                member.type(),
                member.optional(),
                member.omitted(),
                types.isSecret(owner, member),
                member.attributes(),
                types.boxed(member.type()),
                types.plain(member.type()));
    }

    boolean isUnsigned() {
        return JavaTypes.isUnsigned(type);
    }

    /** The method that says whether the member is there. */
    String presence() {
        return "has" + Names.upperCamel(wireName);
    }

    /** Whether the value may be any JSON. */
    boolean isAny() {
        return type.toString().equals("any");
    }

    /**
     * The type of a parameter for the value.
     *
     * @param wide whether an unsigned 64-bit number is a {@code BigInteger}
     */
    TypeName parameter(boolean wide) {
        if (isAny()) {
            return JavaTypes.nullable(ClassName.get(Object.class));
        }
        return wide && isUnsigned() ? ClassName.get(BigInteger.class) : plain;
    }

    boolean isList() {
        return type instanceof TypeRef.ListOf;
    }

    /** The same with another name in all places. */
    Property named(String other) {
        return new Property(wireName, other, other, type, optional, omitted, secret, attributes, boxed, plain);
    }

    /** The same with another name for the accessor. */
    Property withAccessor(String other) {
        return new Property(wireName, javaName, other, type, optional, omitted, secret, attributes, boxed, plain);
    }
}
