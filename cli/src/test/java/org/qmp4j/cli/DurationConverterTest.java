package org.qmp4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {
    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "1ms,PT0.001S", "5s,PT5S", "2m,PT2M", "1h,PT1H", "05s,PT5S", "999999999h,PT999999999H"})
    void aDurationHasAUnit(String text, Duration duration) {
        assertThat(new DurationConverter().convert(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"5", "", "s", "-5s", "+5s", "1.5s", "5 s", "5S", "5d", "5sec", "1h30m", "1000000000s", "\u0665s"
            })
    void aTextInAnotherFormIsNotADuration(String text) {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> new DurationConverter().convert(text))
                .withMessage("'" + text + "' is not a duration; write 500ms, 5s, 2m or 1h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "0ms", "000h"})
    void zeroIsNotADuration(String text) {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> new DurationConverter().convert(text))
                .withMessage("a duration must be longer than '" + text + "'");
    }
}
