package org.qmp4j.schema.resolve;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qmp4j.schema.model.Location;

/** Sorts declarations into the files that they stand in. */
final class ModuleReader {
    private final Declarations declarations;
    private final String file;
    private final Path folder;

    ModuleReader(String file, Declarations declarations) {
        this.declarations = declarations;
        this.file = file;
        this.folder = Path.of(file).toAbsolutePath().normalize().resolveSibling("");
    }

    List<Module> read() {
        Map<String, List<Declaration>> modules = new LinkedHashMap<>();
        modules.put(Module.BUILTIN, new ArrayList<>());
        modules.put(nameOf(file), new ArrayList<>());
        for (Declaration declaration : declarations.all()) {
            if (declaration instanceof Declaration.Include include) {
                modules.putIfAbsent(nameOf(include), new ArrayList<>());
            }
        }
        for (Declaration declaration : declarations.all()) {
            modules.computeIfAbsent(moduleOf(declaration), name -> new ArrayList<>())
                    .add(declaration);
        }
        List<Module> read = new ArrayList<>();
        modules.forEach((name, content) -> read.add(new Module(name, content)));
        return read;
    }

    /** The name of the module that is included. */
    String nameOf(Declaration.Include include) {
        return nameOf(include.resolvedFile());
    }

    private String nameOf(String file) {
        return folder.relativize(Path.of(file).toAbsolutePath().normalize()).toString();
    }

    private String moduleOf(Declaration declaration) {
        if (declaration instanceof Declaration.Include include) {
            return nameOf(include.at().file());
        }
        return place(declaration).map(at -> nameOf(at.file())).orElse(Module.BUILTIN);
    }

    // The location of a list is that of its element type, not the place where it is used.
    private Optional<Location> place(Declaration declaration) {
        if (declaration instanceof Declaration.Array array) {
            return declarations.type(array.element()).flatMap(this::place);
        }
        return declaration instanceof Declaration.Named named
                ? named.head().origin().map(Origin::at)
                : Optional.empty();
    }
}
