package org.qmp4j.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifetimeTest {
    @Test
    void anErrorWhileClosingDoesNotPreventOtherCloses() {
        List<String> closed = new ArrayList<>();
        Lifetime lifetime = Lifetime.begin("test", false);
        Path folder = lifetime.folder();
        lifetime.add(() -> closed.add("first"));
        lifetime.add(() -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        lifetime.add(() -> closed.add("last"));

        lifetime.close();

        assertThat(closed).containsExactly("last", "first");
        assertThat(folder).doesNotExist();
    }
}
