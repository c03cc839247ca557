package org.qmp4j.fake.model;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Request;

/** The commands that start a job: what QEMU rejects, and how block nodes change. For the loop's thread only. */
final class BlockJobs {
    private static final long CLUSTER_BYTES = 65_536;
    private static final Set<String> CAN_BE_CREATED = Set.of(
            "file",
            "gluster",
            "luks",
            "nfs",
            "parallels",
            "qcow",
            "qcow2",
            "qed",
            "rbd",
            "ssh",
            "vdi",
            "vhdx",
            "vmdk",
            "vpc");

    private final Jobs jobs;
    private final BlockNodes nodes;

    BlockJobs(Jobs jobs, BlockNodes nodes) {
        this.jobs = jobs;
        this.nodes = nodes;
    }

    Map<String, Behaviour> commands() {
        Map<String, Behaviour> commands = new LinkedHashMap<>();
        commands.put("blockdev-backup", refusing(this::backup));
        commands.put("drive-backup", refusing(this::backup));
        commands.put("blockdev-mirror", refusing(this::mirror));
        commands.put("drive-mirror", refusing(this::mirror));
        commands.put("block-stream", refusing(this::stream));
        commands.put("block-commit", refusing(this::commit));
        commands.put("blockdev-create", refusing(this::create));
        return commands;
    }

    /** A reason not to start the job. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Answer answer;

        Refused(String reason) {
            this(Answer.failing(reason));
        }

        Refused(Answer answer) {
            this.answer = answer;
        }
    }

    private interface Start {
        Answer run(Request request) throws Refused;
    }

    private static Behaviour refusing(Start start) {
        return request -> {
            try {
                return start.run(request);
            } catch (Refused refused) {
                return refused.answer;
            }
        };
    }

    // ---- copies

    private Answer backup(Request request) throws Refused {
        String source = node(request.text("device"));
        String target = target(request, source, "Source and target cannot be the same");
        if (isOfBlockdev(request) && nodes.sizeBytes(source) != nodes.sizeBytes(target)) {
            throw new Refused("Source and target image have different sizes");
        }
        long clusters = (nodes.sizeBytes(source) + CLUSTER_BYTES - 1) / CLUSTER_BYTES;
        return start(
                request, JobKind.BACKUP, new Job.Work(clusters * CLUSTER_BYTES, "", () -> {}), Set.of(source, target));
    }

    private Answer mirror(Request request) throws Refused {
        String source = root(request.text("device"));
        String target = target(request, source, "Can't mirror node into itself");
        boolean fits = !isOfBlockdev(request) || nodes.sizeBytes(source) == nodes.sizeBytes(target);
        // With sync=none there is nothing to copy but what the guest writes.
        boolean copies = fits && !request.text("sync").equals("none");
        Job.Work work = new Job.Work(
                copies ? nodes.sizeBytes(source) : 0,
                fits ? "" : "Source and target image have different sizes",
                () -> nodes.moveDevices(source, target));
        return start(request, JobKind.MIRROR, work, Set.of(source, target));
    }

    private static boolean isOfBlockdev(Request request) {
        return request.command().startsWith("blockdev-");
    }

    /** The node that is copied to; of a {@code drive-} command, which opens a file of its own, the name that it will have. */
    private String target(Request request, String source, String ifSame) throws Refused {
        if (!isOfBlockdev(request)) {
            return request.argument("node-name").asString(nodes.newName());
        }
        String target = node(request.text("target"));
        if (target.equals(source)) {
            throw new Refused(ifSame);
        }
        requireIdle(target);
        return target;
    }

    // ---- chains

    private Answer stream(Request request) throws Refused {
        String top = node(request.text("device"));
        requireIdle(top);
        requireNoFileNames(request, "base");
        String base = request.argument("base-node").asString("");
        if (!base.isEmpty() && !nodes.has(base)) {
            throw new Refused("Cannot find device='' nor node-name='" + base + "'");
        }
        if (!base.isEmpty() && !nodes.chain(top).contains(base)) {
            throw new Refused("Node '" + base + "' is not a backing image of '" + top + "'");
        }
        long total = nodes.isWithoutData(top) ? 0 : nodes.sizeBytes(top);
        Job.Work work = new Job.Work(total, "", () -> nodes.setBacking(top, base));
        return start(request, JobKind.STREAM, work, between(top, base));
    }

    private Answer commit(Request request) throws Refused {
        String device = request.text("device");
        if (!nodes.has(device)) {
            throw new Refused(Answer.failing("DeviceNotFound", "Device '" + device + "' not found"));
        }
        root(device);
        requireNoFileNames(request, "base");
        requireNoFileNames(request, "top");
        List<String> chain = nodes.chain(device);
        String top = inChain(chain, request.argument("top-node").asString(device));
        String base = inChain(chain, request.argument("base-node").asString(chain.get(chain.size() - 1)));
        if (chain.indexOf(base) <= chain.indexOf(top)) {
            throw new Refused("cannot commit an image into itself");
        }
        boolean isActive = top.equals(device);
        Runnable onSuccess = isActive
                ? () -> nodes.moveDevices(device, base)
                : () -> nodes.setBacking(chain.get(chain.indexOf(top) - 1), base);
        Job.Work work = new Job.Work(nodes.sizeBytes(top), "", onSuccess);
        return start(request, isActive ? JobKind.ACTIVE_COMMIT : JobKind.COMMIT, work, between(device, base));
    }

    private String inChain(List<String> chain, String node) throws Refused {
        if (!nodes.has(node)) {
            throw new Refused("Cannot find device='' nor node-name='" + node + "'");
        }
        if (!chain.contains(node)) {
            throw new Refused("'" + node + "' is not in this backing file chain");
        }
        return node;
    }

    /** The nodes of a chain from one down to another, both included; without another, all. */
    private Set<String> between(String top, String bottom) {
        List<String> chain = nodes.chain(top);
        int end = bottom.isEmpty() ? chain.size() : chain.indexOf(bottom) + 1;
        return new LinkedHashSet<>(chain.subList(0, end));
    }

    private static void requireNoFileNames(Request request, String member) throws Refused {
        if (request.arguments().has(member)) {
            throw new Refused("this fake has no files: name the node by '" + member + "-node'");
        }
    }

    // ---- images

    private Answer create(Request request) throws Refused {
        String driver = request.argument("options").path("driver").asString("");
        if (!CAN_BE_CREATED.contains(driver)) {
            throw new Refused("Driver does not support blockdev-create");
        }
        String file = request.argument("options").path("file").asString("");
        String trouble = file.isEmpty() || nodes.has(file)
                ? ""
                : "Cannot find device='" + file + "' nor node-name='" + file + "'";
        return start(request, JobKind.CREATE, new Job.Work(1, trouble, () -> {}), Set.of());
    }

    // ---- all

    private Answer start(Request request, JobKind kind, Job.Work work, Set<String> used) throws Refused {
        String id = request.argument("job-id").asString("");
        String wrong = jobs.objection(id);
        if (!wrong.isEmpty()) {
            throw new Refused(wrong);
        }
        used.stream().filter(node -> !nodes.has(node)).forEach(nodes::makeTemporary);
        return jobs.start(new JobSettings(id, kind, request), work, used);
    }

    private String node(String name) throws Refused {
        if (!nodes.has(name)) {
            throw new Refused("Cannot find device='" + name + "' nor node-name='" + name + "'");
        }
        return name;
    }

    private String root(String name) throws Refused {
        node(name);
        if (nodes.isBelowAnother(name) || !nodes.jobsOf(name).isEmpty()) {
            throw new Refused("Need a root block node");
        }
        return name;
    }

    private void requireIdle(String name) throws Refused {
        for (String id : nodes.jobsOf(name)) {
            String type = jobs.find(id).map(Job::type).orElse("");
            throw new Refused("Node '" + name + "' is busy: block device is in use by block job: " + type);
        }
    }
}
