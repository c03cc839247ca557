package org.qmp4j.fake.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Request;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.TypeRef;
import tools.jackson.databind.JsonNode;

/** All parts of a QEMU together. For the loop's thread only. */
public final class QemuModel {
    private final Map<String, Behaviour> commands = new HashMap<>();
    private final PassedDescriptors descriptors;
    private final RunState runState;
    private final Jobs jobs;
    private final Schema schema;
    /** QEMU of later versions leaves them alone. */
    private final boolean emptiesDescriptorSets;

    /**
     * What a machine is to begin with.
     *
     * @param name empty for none
     * @param status for example {@code running} or {@code preconfig}
     */
    public record Machine(String name, String status) {}

    /**
     * A machine in its beginning.
     *
     * @param version as in the greeting
     */
    public QemuModel(World world, Schema schema, JsonNode version, Machine machine) {
        this.schema = schema;
        Completion completion = new Completion(schema);
        runState = new RunState(completion, machine.status());
        BlockNodes nodes = new BlockNodes(completion);
        jobs = new Jobs(world, completion, nodes);
        Devices devices = new Devices(world, completion, nodes);
        descriptors = new PassedDescriptors(completion);
        emptiesDescriptorSets = version.at("/qemu/major").asInt(0) < 9;
        String number = version.at("/qemu/major").asInt(0) + "."
                + version.at("/qemu/minor").asInt(0) + "."
                + version.at("/qemu/micro").asInt(0)
                + version.path("package").asString("");
        List.of(
                        runState.commands(),
                        nodes.commands(),
                        jobs.commands(),
                        new BlockJobs(jobs, nodes).commands(),
                        devices.commands(),
                        new QomObjects(completion, devices).commands(),
                        new Migration(world, completion, runState, migrationCapabilities(schema)).commands(),
                        new HumanMonitor(runState, number).commands(),
                        new SelfDescription(completion, schema, version, machine.name()).commands(),
                        descriptors.commands())
                .forEach(commands::putAll);
        commands.computeIfPresent("stop", (name, stop) -> request -> stop(stop, request));
        commands.computeIfPresent("quit", (name, quit) -> request -> jobs.endAll(quit.run(request)));
    }

    /** QEMU halts its jobs for a moment while it stops the machine. */
    private Answer stop(Behaviour stop, Request request) {
        boolean ran = runState.isRunning();
        Answer stopped = stop.run(request);
        return ran ? jobs.draining(stopped) : stopped;
    }

    /** The jobs, for the test. */
    public Jobs jobs() {
        return jobs;
    }

    private static List<String> migrationCapabilities(Schema schema) {
        return Optional.ofNullable(schema.commands().get("query-migrate-capabilities"))
                .flatMap(command -> command.returns())
                .filter(TypeRef.ListOf.class::isInstance)
                .map(list -> schema.object(((TypeRef.ListOf) list).element().toString()))
                .flatMap(status -> schema.allMembers(status).stream()
                        .filter(member -> member.name().equals("capability"))
                        .findFirst())
                .map(ObjectType.Member::type)
                .map(type -> ((EnumType) schema.type(type.toString()))
                        .values().stream().map(EnumType.Value::name).toList())
                .orElse(List.of());
    }

    /** What a command does; empty where the model does not know it. */
    public Optional<Behaviour> behaviour(String command) {
        return Optional.ofNullable(commands.get(command));
    }

    /** QEMU's error for a command in the state preconfig; empty if the command is allowed. */
    public Optional<Answer> tooEarly(Request request) {
        Command command = schema.commands().get(request.command());
        boolean allowed = command != null && command.flags().allowPreconfig();
        return runState.isBeforeTheMachine() && !allowed
                ? Optional.of(Answer.failing("The command '" + request.command()
                        + "' is permitted only after machine initialization has completed"))
                : Optional.empty();
    }

    /** The last client has left. */
    public void deserted() {
        if (emptiesDescriptorSets && runState.isRunning()) {
            descriptors.closeSets();
        }
    }

    /** Lets go of what it holds of the system. */
    public void close() {
        descriptors.closeAll();
    }
}
