package org.qmp4j.machine.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AcceleratorTest {
    private final String before = System.getProperty("qmp4j.accelerator", "");

    @AfterEach
    void restore() {
        System.setProperty("qmp4j.accelerator", before);
    }

    @Test
    void theSystemPropertyDecides() {
        System.setProperty("qmp4j.accelerator", "kvm");
        assertThat(Accelerator.auto().names()).containsExactly("kvm");

        System.setProperty("qmp4j.accelerator", "tcg");
        assertThat(Accelerator.auto().names()).containsExactly("tcg");
    }

    @Test
    void anyOtherValueIsRejectedWithAListOfTheKnownNames() {
        System.setProperty("qmp4j.accelerator", "KVM");

        assertThatThrownBy(Accelerator::auto)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the system property qmp4j.accelerator must be 'kvm' or 'tcg', not 'KVM'");
    }
}
