package org.qmp4j.codegen;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.Condition;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.Feature;
import org.qmp4j.schema.model.Location;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Remarks;
import org.qmp4j.schema.model.TypeRef;

/** Generates Javadoc and annotations from the documentation and the attributes of a definition. */
final class Docs {
    private final GeneratorOptions options;
    private final Manual manual;

    Docs(GeneratorOptions options) {
        this.options = options;
        this.manual = Manual.of(options.peer());
    }

    /** Javadoc of a class; {@code kind} is for example {@code "The command"}. */
    CodeBlock of(String kind, Definition definition) {
        Attributes attributes = definition.attributes();
        String file = attributes
                .location()
                .map(Location::file)
                .map(options.fileNames())
                .map(Docs::harmless)
                .orElse("");
        CodeBlock.Builder doc = CodeBlock.builder();
        doc.add(
                "$L {@code $L}$L$L.",
                kind,
                harmless(definition.name()),
                file.isEmpty() ? "" : ", {@code " + file + "}",
                facts(attributes));
        text(attributes).ifPresent(text -> doc.add("\n\n<p>$L", text));
        deprecation(attributes).ifPresent(why -> doc.add("\n\n@deprecated $L", why));
        manual.link(definition).ifPresent(link -> doc.add("\n@see <a href=\"$L\">QEMU's manual</a>", link));
        return doc.add("\n").build();
    }

    /** Javadoc of an object without a name in the schema. */
    CodeBlock ofImplicit(ObjectType definition) {
        String owner = definition.name().replaceFirst("^q_obj_", "").replaceFirst("-[a-z]+$", "");
        return CodeBlock.of("What all branches of {@code $L} have.\n", harmless(owner));
    }

    /** Javadoc of an accessor, a setter or a constant. */
    CodeBlock of(String wireName, Optional<TypeRef> type, Attributes attributes) {
        CodeBlock.Builder doc = CodeBlock.builder();
        doc.add("{@code $L}", harmless(wireName));
        type.ifPresent(one -> doc.add(": {@code $L}", harmless(one.toString())));
        attributes.remarks().unit().ifPresent(unit -> doc.add(", in $L", harmless(unit)));
        doc.add("$L.", facts(attributes));
        text(attributes).ifPresent(text -> doc.add("\n\n<p>$L", text));
        deprecation(attributes).ifPresent(why -> doc.add("\n\n@deprecated $L", why));
        return doc.add("\n").build();
    }

    /**
     * Javadoc of one of the accessors of a member.
     *
     * @param name the name of the first accessor
     * @param suffix the suffix of this accessor's name; empty for the first one
     */
    CodeBlock ofAccessor(Property member, String name, String suffix) {
        CodeBlock doc = of(member.wireName(), Optional.of(member.type()), member.attributes());
        return !member.isUnsigned() || !suffix.isEmpty()
                ? doc
                : doc.toBuilder()
                        .add(
                                "\n@return its 64 bits, so a number above 2^63-1 is negative: see {@link #$LUnsigned()}\n",
                                name)
                        .build();
    }

    /** The method that returns whether a member is present, for a member that a version of QEMU omits; without statements yet. */
    static MethodSpec.Builder presence(Property one) {
        return MethodSpec.methodBuilder(one.presence())
                .addJavadoc("Whether {@code $L} is present: a version of QEMU omits it.\n", harmless(one.wireName()))
                .addModifiers(Modifier.PUBLIC)
                .returns(boolean.class);
    }

    static List<AnnotationSpec> annotations(String wireName, Attributes attributes) {
        List<AnnotationSpec> annotations = new ArrayList<>();
        if (deprecation(attributes).isPresent()) {
            annotations.add(AnnotationSpec.builder(Deprecated.class).build());
        }
        if (isUnstable(wireName, attributes)) {
            annotations.add(
                    AnnotationSpec.builder(JavaTypes.protocol("Unstable")).build());
        }
        return annotations;
    }

    static boolean isUnstable(String wireName, Attributes attributes) {
        return wireName.startsWith("x-") || attributes.has(Feature.UNSTABLE);
    }

    static boolean isDeprecated(Attributes attributes) {
        return deprecation(attributes).isPresent();
    }

    private static Optional<String> deprecation(Attributes attributes) {
        Optional<String> removed = attributes
                .remarks()
                .removed()
                .map(version -> "QEMU " + harmless(version) + " does not have it any more");
        return removed.isPresent() || !attributes.has(Feature.DEPRECATED)
                ? removed
                : Optional.of("QEMU will remove it");
    }

    private static String facts(Attributes attributes) {
        StringBuilder facts = new StringBuilder();
        Remarks remarks = attributes.remarks();
        remarks.since()
                .map(version -> ", since " + harmless(version))
                .or(() -> remarks.seen().map(version -> ", first seen in " + harmless(version)))
                .ifPresent(facts::append);
        attributes
                .condition()
                .ifPresent(
                        condition -> facts.append(", where QEMU is built with ").append(harmless(text(condition))));
        List<String> marks = attributes.features().stream()
                .map(Feature::name)
                .map(Docs::harmless)
                .toList();
        if (!marks.isEmpty()) {
            facts.append("; features: ").append(String.join(", ", marks));
        }
        return facts.toString();
    }

    private static String text(Condition condition) {
        if (condition instanceof Condition.Not not) {
            return "no " + text(not.condition());
        }
        if (condition instanceof Condition.All all) {
            return String.join(
                    " and ", all.conditions().stream().map(Docs::text).toList());
        }
        if (condition instanceof Condition.Any any) {
            return String.join(" or ", any.conditions().stream().map(Docs::text).toList());
        }
        return ((Condition.Switch) condition).name();
    }

    /**
     * Escapes a name, a version or a file name for a comment. Characters that do not occur in such texts become question marks,
     * because they could end the comment, or begin a tag or HTML.
     */
    static String harmless(String name) {
        return name.replace('\\', '/').replaceAll("[^\\p{L}\\p{N} _.,:;/+\\-\\[\\]()]", "?");
    }

    private Optional<String> text(Attributes attributes) {
        return Optional.of(attributes.remarks().text())
                .filter(text -> options.documentation() && !text.isBlank())
                .map(Docs::escaped);
    }

    // Documentation can contain any text. It must not become a Javadoc tag or HTML.
    private static String escaped(String text) {
        return text.strip()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("{", "&#123;")
                .replace("*/", "*&#47;")
                .replace("\\", "&#92;")
                .replaceAll("\n\\s*\n\\s*", "\n\n<p>");
    }
}
