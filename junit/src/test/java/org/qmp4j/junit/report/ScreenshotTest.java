package org.qmp4j.junit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenshotTest {
    @TempDir
    private Path folder;

    private Path ppm(String text) throws IOException {
        return Files.write(folder.resolve("screen"), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aPpmOfQemuBecomesAPngWithTheSamePixels() throws IOException {
        Path file = ppm("P6\n2 1\n255\n\u0001\u0002\u0003\u00ff\u0000\u0080");

        Screenshot.fromPpm(file);

        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(2);
        assertThat(image.getHeight()).isEqualTo(1);
        assertThat(image.getRGB(0, 0)).isEqualTo(0xff010203);
        assertThat(image.getRGB(1, 0)).isEqualTo(0xffff0080);
    }

    @Test
    void aFileThatIsNotAPpmIsRejectedWithItsFirstBytes() throws IOException {
        Path file = ppm("P5\n2 1\n255\n\u0001\u0002");

        assertThatThrownBy(() -> Screenshot.fromPpm(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("P5 2 1 255");
    }

    @Test
    void aTruncatedPpmIsRejected() throws IOException {
        Path file = ppm("P6\n2 2\n255\n\u0001\u0002\u0003");

        assertThatThrownBy(() -> Screenshot.fromPpm(file)).isInstanceOf(IOException.class);
    }
}
