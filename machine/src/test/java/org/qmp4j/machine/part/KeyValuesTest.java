package org.qmp4j.machine.part;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyValuesTest {
    @Test
    void aCommaInAValueIsDoubled() {
        assertThat(KeyValues.of("driver", "raw").with("file.filename", "/a,b"))
                .hasToString("driver=raw,file.filename=/a,,b");
    }

    @Test
    void theFirstValueHasNoKey() {
        assertThat(KeyValues.of("virtio-blk-pci").with("drive", "disk0")).hasToString("virtio-blk-pci,drive=disk0");
    }
}
