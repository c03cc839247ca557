package org.qmp4j.maven;

import java.io.File;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;
import org.qmp4j.codegen.GeneratedFile;
import org.qmp4j.codegen.Generator;
import org.qmp4j.codegen.GeneratorOptions;
import org.qmp4j.codegen.Peer;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.model.Schema;

/**
 * Generates a Java type for each command, event and type of a schema, and adds the files to the project's sources. Set one of
 * these five parameters for the schema: {@code schema}, {@code introspection}, {@code address}, {@code facts} or
 * {@code bundled}. If the schema did not change, no file is written.
 */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class GenerateMojo extends AbstractMojo {
    /** The project. */
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private @Nullable MavenProject project;

    /** The execution. Other executions do not change its files. */
    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private @Nullable MojoExecution execution;

    /** A schema file of a QEMU source tree, for example {@code ${qemu.tree}/qapi/qapi-schema.json}. */
    @Parameter(property = "qmp4j.schema")
    private @Nullable File schema;

    /** A file with the reply to {@code query-qmp-schema}: the list, or the whole message. */
    @Parameter(property = "qmp4j.introspection")
    private @Nullable File introspection;

    /**
     * The address of a monitor. The plugin sends {@code query-qmp-schema} to it. Examples: {@code unix:/run/vm.qmp},
     * {@code tcp:127.0.0.1:4444}, or {@code exec:qemu-system-x86_64 -machine none -display none -qmp stdio}, which starts
     * a QEMU only for this.
     */
    @Parameter(property = "qmp4j.address")
    private @Nullable String address;

    /** A facts file, written by {@code qmp schema facts}. */
    @Parameter(property = "qmp4j.facts")
    private @Nullable File facts;

    /** {@code QEMU} or {@code GUEST_AGENT}: the schemas that are part of this plugin, with all versions merged. */
    @Parameter(property = "qmp4j.bundled")
    private @Nullable Peer bundled;

    /** The parent package of the generated packages {@code command}, {@code event} and {@code type}. */
    @Parameter(property = "qmp4j.package", required = true)
    private @Nullable String packageName;

    /** The peer that runs the commands: {@code QEMU}, also for qemu-storage-daemon, or {@code GUEST_AGENT}. */
    @Parameter(property = "qmp4j.peer", defaultValue = "QEMU")
    private Peer peer = Peer.QEMU;

    /** Whether the documentation in the schema, if any, is added to the Javadoc. */
    @Parameter(property = "qmp4j.documentation", defaultValue = "true")
    private boolean documentation = true;

    /**
     * The folder for the files. It must not contain other Java files. The plugin overwrites and deletes only files that it has
     * generated and that were not edited. It lists them in the file {@code .qmp4j-generated}.
     */
    @Parameter(defaultValue = "${project.build.directory}/generated-sources/qapi", required = true)
    private @Nullable File outputDirectory;

    /** Whether to skip the generation. */
    @Parameter(property = "qmp4j.skip", defaultValue = "false")
    private boolean skip;

    /** Called by Maven. */
    public GenerateMojo() {}

    @Override
    public void execute() throws MojoExecutionException {
        if (skip) {
            getLog().info("nothing is generated, because qmp4j.skip is set");
            return;
        }
        File folder = required("outputDirectory", outputDirectory);
        String root = required("packageName", packageName);
        SchemaInput input = SchemaInput.of(schema, introspection, address, facts, bundled);
        try {
            Schema read = input.read();
            List<GeneratedFile> files = Generator.generate(
                    read, new GeneratorOptions(root, bundled == null ? peer : bundled, documentation, input::nameOf));
            SourceFolders.requireApart(folder.toPath(), required("project", project));
            OutputFolder.Changes changes = new OutputFolder(folder.toPath(), owner()).fill(files);
            getLog().info(read + ", from " + input + ": " + files.size() + " files in " + folder + ", " + changes);
        } catch (SchemaException | IllegalArgumentException wrong) {
            throw new MojoExecutionException(input + ": " + wrong.getMessage(), wrong);
        } catch (UnsafeFolderException unsafe) {
            throw new MojoExecutionException(unsafe.getMessage() + ". Nothing was changed.", unsafe);
        } catch (IOException wrong) {
            throw new MojoExecutionException(
                    "cannot write to " + folder + ": " + wrong + ". Fix the cause and run again", wrong);
        }
        required("project", project).addCompileSourceRoot(folder.getPath());
    }

    private String owner() throws MojoExecutionException {
        MavenProject of = required("project", project);
        String id = required("execution", execution).getExecutionId();
        return id + " of " + of.getGroupId() + ":" + of.getArtifactId();
    }

    private static <T> T required(String name, @Nullable T value) throws MojoExecutionException {
        if (value == null) {
            throw new MojoExecutionException("the parameter <" + name + "> is missing");
        }
        return value;
    }
}
