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
 * @param javaName the name of the field and the setter
 * @param accessor the name of the accessor, which is in a class with more methods
 * @param boxed the type if the member may be absent
 * @param plain the type if the member is always present
 * @param omitted whether a version of QEMU omits the member although it is not optional
 * @param secret whether the value is secret
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

    /** The name of the method that returns whether the member is present. */
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

    /** A copy with another name for the field, the setter and the accessor. */
    Property named(String other) {
        return new Property(wireName, other, other, type, optional, omitted, secret, attributes, boxed, plain);
    }

    /** A copy with another name for the accessor. */
    Property withAccessor(String other) {
        return new Property(wireName, javaName, other, type, optional, omitted, secret, attributes, boxed, plain);
    }
}
