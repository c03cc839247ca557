package org.qmp4j.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenEnumTest {
    @ParameterizedTest
    @CsvSource({
        "GenericError,GENERIC_ERROR",
        "CommandNotFound,COMMAND_NOT_FOUND",
        "DeviceNotActive,DEVICE_NOT_ACTIVE",
        "DeviceNotFound,DEVICE_NOT_FOUND",
        "KVMMissingCap,KVM_MISSING_CAP"
    })
    void eachErrorClassOfQemuIsKnown(String wireName, ErrorClass.Known known) {
        assertThat(ErrorClass.of(wireName).known()).isEqualTo(known);
        assertThat(ErrorClass.of(wireName).wireName()).isEqualTo(wireName);
    }

    @Test
    void knownValuesAreTheConstants() {
        List<ErrorClass> constants = List.of(
                ErrorClass.GENERIC_ERROR,
                ErrorClass.COMMAND_NOT_FOUND,
                ErrorClass.DEVICE_NOT_ACTIVE,
                ErrorClass.DEVICE_NOT_FOUND,
                ErrorClass.KVM_MISSING_CAP);
        assertThat(constants)
                .allSatisfy(one -> assertThat(ErrorClass.of(one.wireName())).isSameAs(one));
        assertThat(constants.stream().map(ErrorClass::known))
                .doesNotHaveDuplicates()
                .doesNotContain(ErrorClass.Known.UNRECOGNIZED);
        assertThat(ErrorClass.Known.values()).hasSize(constants.size() + 1).endsWith(ErrorClass.Known.UNRECOGNIZED);
        assertThat(Capability.of("oob")).isSameAs(Capability.OUT_OF_BAND);
        assertThat(Capability.OUT_OF_BAND.known()).isEqualTo(Capability.Known.OUT_OF_BAND);
    }

    @Test
    void anUnknownValueIsKeptUnchanged() {
        ErrorClass unknown = ErrorClass.of("genericerror");
        assertThat(unknown.known()).isEqualTo(ErrorClass.Known.UNRECOGNIZED);
        assertThat(unknown).hasToString("genericerror");
        assertThat(unknown.wireName()).isEqualTo("genericerror");
        assertThat(Capability.of("").known()).isEqualTo(Capability.Known.UNRECOGNIZED);
        assertThat(Capability.of("OOB")).hasToString("OOB").isNotEqualTo(Capability.OUT_OF_BAND);
    }

    @Test
    void valuesAreEqualByTheirWireNames() {
        assertThat(ErrorClass.of("New")).isEqualTo(ErrorClass.of("New")).hasSameHashCodeAs(ErrorClass.of("New"));
        assertThat(ErrorClass.of("New")).isNotEqualTo(ErrorClass.of("Newer"));
        assertThat(Capability.of("x")).isEqualTo(Capability.of("x")).hasSameHashCodeAs(Capability.of("x"));
        assertThat((Object) Capability.of("x")).isNotEqualTo(ErrorClass.of("x"));
    }
}
