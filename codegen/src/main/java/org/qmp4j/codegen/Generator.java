package org.qmp4j.codegen;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Predefined;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;

/**
 * Generates Java from a schema: a class for each command in the package {@code command}, for each event in {@code event}, and for
 * each type in {@code type}; above them, a class that lists all commands and one that lists all events. The same schema always
 * results in the same bytes.
 */
public final class Generator {
    private final JavaTypes types;
    private final Docs docs;
    private final GeneratorOptions options;
    private final Map<String, GeneratedFile> files = new TreeMap<>();
    /** What each simple name of a class stands for, over all packages: a program may import all of them with a wildcard. */
    private final Map<String, String> owners = new HashMap<>();

    private Generator(Schema schema, GeneratorOptions options) {
        this.types = new JavaTypes(schema, options.rootPackage());
        this.docs = new Docs(options);
        this.options = options;
    }

    /**
     * Returns the generated files, sorted by path.
     *
     * @throws IllegalArgumentException if two names of the schema are the same in Java, also in different packages
     */
    public static List<GeneratedFile> generate(Schema schema, GeneratorOptions options) {
        Generator generator = new Generator(schema, options);
        schema.definitions().forEach(generator::add);
        generator.addFacades();
        generator.addPackages();
        return generator.files.values().stream()
                .sorted(Comparator.comparing(GeneratedFile::path))
                .toList();
    }

    private void add(Definition definition) {
        if (definition instanceof Command command) {
            ClassName name = types.command(command.name());
            addFile(
                    name,
                    "the command '" + command.name() + "'",
                    suppressing(command, new CommandRule(types, docs, options.peer()).apply(command)));
        } else if (definition instanceof Event event) {
            addFile(
                    types.event(event.name()),
                    "the event '" + event.name() + "'",
                    suppressing(event, new EventRule(types, docs).apply(event)));
        } else if (definition instanceof Type type) {
            add(type);
        }
    }

    private void add(Type type) {
        if (type instanceof BuiltinType || type.equals(Predefined.EMPTY) || isUnusedQType(type)) {
            return;
        }
        ClassName name = types.type(type.name());
        String owner = "the type '" + type.name() + "'";
        if (type instanceof EnumType values) {
            addFile(name, owner, new EnumRule(types, docs).apply(values));
        } else if (type instanceof AlternateType alternate) {
            addFile(name, owner, suppressing(type, new AlternateRule(types, docs).apply(alternate)));
        } else if (type instanceof ObjectType object && object.variants().isPresent()) {
            addFile(name, owner, suppressing(type, new UnionRule(types, docs).apply(object)));
            addBase(object);
        } else if (type instanceof ObjectType object && !object.implicit()) {
            addFile(name, owner, suppressing(type, new StructRule(types, docs).apply(object)));
        }
    }

    // Every schema defines QType, but few use it.
    private boolean isUnusedQType(Type type) {
        return type.equals(Predefined.QTYPE)
                && types.schema().definitions().stream()
                        .flatMap(Definition::typeNames)
                        .noneMatch(type.name()::equals);
    }

    // If the base of a union has no name, it gets a class too, because each branch contains a base.
    private void addBase(ObjectType union) {
        ClassName base = types.baseOf(union);
        if (union.base().isEmpty()
                || !base.equals(types.type(union.base().get()))
                || types.schema().object(union.base().get()).implicit()) {
            ObjectType members = new ObjectType(
                    ObjectType.implicitBase(union.name()),
                    true,
                    Optional.empty(),
                    types.schema().allMembers(union),
                    Optional.empty(),
                    Attributes.NONE.withRemarks(union.attributes().remarks()));
            addFile(
                    base,
                    "the base of '" + union.name() + "'",
                    suppressing(members, new StructRule(types, docs).apply(members)));
        }
    }

    private void addFile(ClassName name, String owner, TypeSpec type) {
        String other = owners.putIfAbsent(name.simpleName(), owner);
        if (other != null) {
            throw new IllegalArgumentException(other + " and " + owner + " would both be a class " + name.simpleName()
                    + ": rename one of them in the schema, or leave it out");
        }
        Limits.requireFileNames(type, "");
        JavaFile file = JavaFile.builder(name.packageName(), type)
                .indent("    ")
                .skipJavaLangImports(true)
                .build();
        put(name.packageName(), name.simpleName(), file.toString());
    }

    // The schema decides which deprecated types a class uses; the user who compiles it cannot change that.
    private TypeSpec suppressing(Definition definition, TypeSpec type) {
        if (!DeprecatedUses.in(definition, types)) {
            return type;
        }
        return type.toBuilder()
                .addAnnotation(AnnotationSpec.builder(SuppressWarnings.class)
                        .addMember("value", "$S", "deprecation")
                        .build())
                .build();
    }

    private void addFacades() {
        if (!types.schema().commands().isEmpty()) {
            addFile(
                    types.facade(options.peer(), "Commands"),
                    "the list of all commands",
                    new CommandsFacade(types, docs, options.peer()).apply());
        }
        if (!types.schema().events().isEmpty()) {
            addFile(
                    types.facade(options.peer(), "Events"),
                    "the list of all events",
                    new EventsFacade(types, docs, options.peer()).apply());
        }
    }

    private void addPackages() {
        List<String> names = new ArrayList<>(List.of("command", "event", "type"));
        names.removeIf(name -> files.keySet().stream()
                .noneMatch(path -> path.startsWith(path(options.rootPackage() + "." + name, ""))));
        for (String name : names) {
            String text = "/** Generated: the " + name + "s of the schema. */\n@NullMarked\npackage "
                    + options.rootPackage() + "." + name + ";\n\nimport org.jspecify.annotations.NullMarked;\n";
            put(options.rootPackage() + "." + name, "package-info", text);
        }
    }

    private void put(String packageName, String simpleName, String text) {
        String path = path(packageName, simpleName + ".java");
        files.put(path, new GeneratedFile(path, text));
    }

    private static String path(String packageName, String file) {
        return packageName.replace('.', '/') + "/" + file;
    }
}
