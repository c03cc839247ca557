package org.qmp4j.machine.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qmp4j.machine.error.ToolException;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.process.Tool;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.PeerText;
import org.qmp4j.protocol.Secrets;
import org.qmp4j.protocol.typed.TypedReader;
import org.qmp4j.qemu.type.ImageCheck;
import org.qmp4j.qemu.type.ImageInfo;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * The program qemu-img. Every method runs it once and waits until it exits; if it fails, the unfinished file is deleted.
 *
 * <p>Immutable; all methods may be called by any thread. All throw {@link ToolException} with the output of qemu-img
 * if it fails, and {@link org.qmp4j.client.error.QmpInterruptedException} if the thread is interrupted.
 */
public final class QemuImg {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    // The exit codes of 'qemu-img check': no errors, the image is damaged, clusters are leaked.
    private static final List<Integer> CHECKED = List.of(0, 2, 3);
    private static final Pattern PERCENT = Pattern.compile("\\((\\d+\\.\\d+)/100%\\)");

    private final Path program;

    private QemuImg(Path program) {
        this.program = program;
    }

    /**
     * The qemu-img of an installation.
     *
     * @throws org.qmp4j.machine.error.QemuNotFoundException if there is none
     */
    public static QemuImg of(QemuInstallation installation) {
        return new QemuImg(installation.requireProgram("qemu-img"));
    }

    /** Creates an empty image. */
    public void create(Path image, String format, long sizeBytes) {
        make(image, List.of("create", "-f", format, file(image), String.valueOf(sizeBytes)), TIMEOUT);
    }

    /** Creates a qcow2 image that stores the differences from another image, which is only read. */
    public void createOverlay(Path overlay, Path backing, String backingFormat) {
        make(
                overlay,
                List.of("create", "-f", "qcow2", "-b", file(backing), "-F", backingFormat, file(overlay)),
                TIMEOUT);
    }

    /** Information about an image. */
    public ImageInfo info(Path image, String format) {
        Tool.Result result = run(List.of("info", "--output=json", "-f", format, file(image)));
        requireSuccess("info", image, result);
        return read(result, ImageInfo::read);
    }

    /** Checks an image, without repair. A damaged image is not an exception: see the result. */
    public ImageCheck check(Path image, String format) {
        Tool.Result result = run(List.of("check", "--output=json", "-f", format, file(image)));
        if (!CHECKED.contains(result.exitCode())) {
            throw failed("check", image, result);
        }
        return read(result, ImageCheck::read);
    }

    /** Changes the size that the guest sees. A raw image can only be made smaller with {@code shrink}, which loses its end. */
    public void resize(Path image, String format, long sizeBytes, boolean shrink) {
        List<String> arguments = new ArrayList<>(List.of("resize", "-f", format));
        if (shrink) {
            arguments.add("--shrink");
        }
        arguments.addAll(List.of(file(image), String.valueOf(sizeBytes)));
        requireSuccess("resize", image, run(arguments));
    }

    /**
     * Copies an image into another format.
     *
     * @param progress called by this thread with the progress, from 0 to 100
     * @param timeout for the whole conversion
     */
    public void convert(Conversion conversion, DoubleConsumer progress, Duration timeout) {
        List<String> arguments = List.of(
                "convert",
                "-p",
                "-f",
                conversion.sourceFormat(),
                "-O",
                conversion.targetFormat(),
                file(conversion.source()),
                file(conversion.target()));
        make(conversion.target(), arguments, timeout, output -> reportLast(output, progress));
    }

    private static void reportLast(String output, DoubleConsumer progress) {
        Matcher found = PERCENT.matcher(output);
        int from = Math.max(0, output.lastIndexOf('\r', output.length() - 2));
        if (found.find(from)) {
            progress.accept(Double.parseDouble(found.group(1)));
        }
    }

    private void make(Path target, List<String> arguments, Duration timeout) {
        make(target, arguments, timeout, output -> {});
    }

    private void make(Path target, List<String> arguments, Duration timeout, Consumer<String> listener) {
        boolean isNew = creates(target);
        boolean made = false;
        try {
            Tool.Result result = Tool.run(command(arguments), timeout, listener);
            requireSuccess(arguments.get(0), target, result);
            made = true;
        } finally {
            if (isNew && !made) {
                delete(target);
            }
        }
    }

    // Created here, so that no file of another process is deleted later.
    private static boolean creates(Path target) {
        try {
            Files.createFile(target);
            return true;
        } catch (IOException existsOrCannotBe) {
            // If it cannot be created, qemu-img says why.
            return false;
        }
    }

    private static void delete(Path begun) {
        try {
            Files.deleteIfExists(begun);
        } catch (IOException notOurs) {
            // The failure of qemu-img matters, not this one.
        }
    }

    /** Absolute, because qemu-img takes {@code nbd:disk} for an address and {@code -h} for an option, but never {@code /...}. */
    private static String file(Path image) {
        return image.toAbsolutePath().toString();
    }

    private Tool.Result run(List<String> arguments) {
        return Tool.run(command(arguments), TIMEOUT);
    }

    private List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(arguments);
        return command;
    }

    private static void requireSuccess(String what, Path image, Tool.Result result) {
        if (result.exitCode() != 0) {
            throw failed(what, image, result);
        }
    }

    private static ToolException failed(String what, Path image, Tool.Result result) {
        String output = result.text();
        String reason = output.lines()
                .filter(line -> line.startsWith("qemu-img:"))
                .findFirst()
                .orElse(output);
        return new ToolException(
                "'qemu-img " + what + "' of " + image + " ended with code " + result.exitCode() + ":"
                        + PeerText.output(Secrets.anywhere().maskText(reason)),
                output,
                null);
    }

    private static <T> T read(Tool.Result result, Function<TypedReader, T> reader) {
        try (JsonParser json = JsonText.of(result.output()).parser()) {
            return reader.apply(TypedReader.of(json));
        } catch (JacksonException unreadable) {
            throw new ToolException(
                    "the output of qemu-img is not valid JSON: "
                            + PeerText.quote(Secrets.maskQuoted(unreadable.getOriginalMessage())),
                    result.text(),
                    null);
        }
    }
}
