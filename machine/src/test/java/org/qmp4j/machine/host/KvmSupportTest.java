package org.qmp4j.machine.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KvmSupportTest {
    @TempDir
    private Path folder;

    private Path device;

    @BeforeEach
    void makeADevice() throws IOException {
        device = Files.createFile(folder.resolve("kvm"));
    }

    private Path cpuInfo(String text) throws IOException {
        return Files.writeString(folder.resolve("cpuinfo"), text);
    }

    @Test
    void aDeviceIsUnusableWithoutTheCpuFlags() throws IOException {
        Path cpuInfo = cpuInfo("processor\t: 0\nflags\t\t: fpu vme hypervisor\nvmx flags\t: vnmi\n");

        assertThat(KvmSupport.obstacle(device, cpuInfo))
                .contains("the CPU has neither of the flags vmx and svm, according to " + cpuInfo);
    }

    @Test
    void eitherOfTheTwoFlagsIsSufficient() throws IOException {
        assertThat(KvmSupport.obstacle(device, cpuInfo("flags\t\t: fpu vmx smx\n")))
                .isEmpty();
        assertThat(KvmSupport.obstacle(device, cpuInfo("flags\t\t: fpu svm\n"))).isEmpty();
    }

    @Test
    void aFlagThatOnlyContainsTheNameIsNotSufficient() throws IOException {
        assertThat(KvmSupport.obstacle(device, cpuInfo("flags\t\t: svm_lock vmx_ept\n")))
                .isPresent();
    }

    @Test
    void withoutALineOfFlagsTheDeviceDecides() throws IOException {
        Path arm = cpuInfo("processor\t: 0\nFeatures\t: fp asimd\n");

        assertThat(KvmSupport.obstacle(device, arm)).isEmpty();
        assertThat(KvmSupport.obstacle(device, folder.resolve("nosuch"))).isEmpty();
    }

    @Test
    void aMissingDeviceIsReported() throws IOException {
        Path missing = folder.resolve("missing");

        assertThat(KvmSupport.obstacle(missing, cpuInfo("flags\t\t: vmx\n"))).contains("there is no " + missing);
    }
}
