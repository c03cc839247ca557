package org.qmp4j.junit.report;

import java.awt.image.BufferedImage;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.qemu.command.ScreendumpCommand;
import org.qmp4j.qemu.type.ImageFormat;

/** A picture of a machine's screen as PNG. */
final class Screenshot {
    private static final int MOST_PIXELS = 64 * 1024 * 1024;

    private Screenshot() {}

    /**
     * Takes a screenshot.
     *
     * @param file the file that QEMU writes
     * @throws org.qmp4j.client.error.QmpException if QEMU cannot, for instance because the machine has no screen
     */
    static void take(QmpClient client, Path file, CallOptions options) throws IOException {
        try {
            client.execute(
                    ScreendumpCommand.builder(file.toString())
                            .format(ImageFormat.PNG)
                            .build(),
                    options);
        } catch (QmpCommandException refused) {
            // A QEMU that was built without libpng, or is older than 7.1, writes PPM only; if it refused for another
            // reason, it
            // does so again.
            client.execute(ScreendumpCommand.of(file.toString()), options);
            fromPpm(file);
        }
    }

    /** Makes a PNG of a PPM, in place. */
    static void fromPpm(Path file) throws IOException {
        BufferedImage image;
        try (DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)))) {
            image = readPpm(in);
        }
        ImageIO.write(image, "png", file.toFile());
    }

    /** As QEMU writes it: {@code P6}, width, height, 255, then three bytes for each pixel. */
    private static BufferedImage readPpm(DataInputStream in) throws IOException {
        String magic = word(in);
        int width = number(in);
        int height = number(in);
        int most = number(in);
        if (!magic.equals("P6") || most != 255 || width < 1 || height < 1 || (long) width * height > MOST_PIXELS) {
            throw new IOException("no PPM as QEMU writes it: " + magic + " " + width + " " + height + " " + most);
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        byte[] row = new byte[width * 3];
        for (int y = 0; y < height; y++) {
            in.readFully(row);
            for (int x = 0; x < width; x++) {
                int rgb = ((row[3 * x] & 0xff) << 16) | ((row[3 * x + 1] & 0xff) << 8) | (row[3 * x + 2] & 0xff);
                image.setRGB(x, y, rgb);
            }
        }
        return image;
    }

    private static int number(InputStream in) throws IOException {
        String word = word(in);
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException wrong) {
            throw new IOException("'" + word + "' is no number of a PPM", wrong);
        }
    }

    /** The characters up to the next white space, which is read too. */
    private static String word(InputStream in) throws IOException {
        byte[] word = new byte[16];
        int length = 0;
        for (int next = in.read(); next > ' ' && length < word.length; next = in.read()) {
            word[length++] = (byte) next;
        }
        return new String(word, 0, length, StandardCharsets.US_ASCII);
    }
}
