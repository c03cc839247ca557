package org.qmp4j.it.typed;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.qmp4j.qemu.command.BlockdevAddCommand;
import org.qmp4j.qemu.type.BlockdevOptions;
import org.qmp4j.qemu.type.BlockdevOptionsNull;
import org.qmp4j.qemu.type.BlockdevOptionsRaw;
import org.qmp4j.qemu.type.BlockdevRef;

/** The text of values that contain others: structs, branches of unions, alternates. */
class NestedTextTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static BlockdevOptions nested(int depth) {
        BlockdevOptions disk = BlockdevOptions.builder().nullCo(BlockdevOptionsNull.of());
        for (int i = 0; i < depth; i++) {
            disk = BlockdevOptions.builder().raw(BlockdevOptionsRaw.of(BlockdevRef.of(disk)));
        }
        return disk;
    }

    /** How many bytes the calling thread allocates for the text: this does not depend on the machine's speed. */
    private static long allocated(Object value) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        assertThat(value.toString()).isNotEmpty();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void theTextContainsNestedValues() {
        assertThat(nested(1))
                .hasToString(
                        "Raw[base=BlockdevOptionsBase{driver=raw}, data=BlockdevOptionsRaw{file="
                                + "Definition[value=NullCo[base=BlockdevOptionsBase{driver=null-co}, data=BlockdevOptionsNull{}]]}]");
        assertThat(BlockdevAddCommand.of(nested(0)))
                .hasToString(
                        "blockdev-add NullCo[base=BlockdevOptionsBase{driver=null-co}, data=BlockdevOptionsNull{}]");
    }

    @Test
    void theWorkIsProportionalToTheDepth() {
        allocated(nested(10));
        long shallow = allocated(nested(50));
        long deep = allocated(nested(400));
        // 8 times as deep: about 8 times the work, and about 64 times where each level copies the text of those inside
        // it.
        assertThat(deep).isLessThan(16 * shallow);
    }
}
