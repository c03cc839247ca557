package org.qmp4j.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeSpec;
import org.qmp4j.schema.model.ObjectType;

/** Generates a struct: a final class with accessors and a builder. It includes the members of its bases. */
final class StructRule {
    private final JavaTypes types;
    private final Docs docs;

    StructRule(JavaTypes types, Docs docs) {
        this.types = types;
        this.docs = docs;
    }

    TypeSpec apply(ObjectType definition) {
        ClassName self = types.type(definition.name());
        ObjectClass struct = new ObjectClass(self, self.simpleName(), types.properties(definition), docs);
        struct.type()
                .addJavadoc(definition.implicit() ? docs.ofImplicit(definition) : docs.of("The object", definition))
                .addAnnotations(Docs.annotations(definition.name(), definition.attributes()))
                .addSuperinterface(JavaTypes.typed("TypedObject"));
        struct.addFields();
        struct.type().addMethod(struct.constructor().build());
        struct.addFactories();
        Readers.addOfObject(struct.type(), self);
        struct.addAccessors();
        struct.addObjectMethods();
        struct.addValueMethods();
        struct.addText();
        return struct.type().addType(struct.builder(true, types).build()).build();
    }
}
