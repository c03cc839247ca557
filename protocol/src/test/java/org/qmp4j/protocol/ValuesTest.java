package org.qmp4j.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ValuesTest {
    private static final QemuVersion BOOKWORM = new QemuVersion(7, 2, 22, "Debian 1:7.2+dfsg-7");

    @Test
    void aVersionIsAtLeastThoseBeforeItAndItself() {
        assertThat(BOOKWORM.isAtLeast(7, 2)).isTrue();
        assertThat(BOOKWORM.isAtLeast(7, 1)).isTrue();
        assertThat(BOOKWORM.isAtLeast(6, 9)).isTrue();
        assertThat(BOOKWORM.isAtLeast(7, 3)).isFalse();
        assertThat(BOOKWORM.isAtLeast(8, 0)).isFalse();
    }

    @Test
    void versionsAreOrderedByNumberNotByText() {
        assertThat(new QemuVersion(10, 0, 0, "")).isGreaterThan(new QemuVersion(9, 2, 4, ""));
        assertThat(new QemuVersion(7, 10, 0, "")).isGreaterThan(new QemuVersion(7, 2, 50, ""));
        assertThat(new QemuVersion(7, 2, 10, "")).isGreaterThan(new QemuVersion(7, 2, 9, ""));
        assertThat(new QemuVersion(7, 2, 9, "b")).isGreaterThan(new QemuVersion(7, 2, 9, "a"));
    }

    @Test
    void theTextOfAVersionHasItsUsualForm() {
        assertThat(BOOKWORM).hasToString("7.2.22 (Debian 1:7.2+dfsg-7)");
        assertThat(new QemuVersion(11, 1, 3, "")).hasToString("11.1.3");
    }

    @Test
    void changingTheSetLaterDoesNotChangeTheGreeting() {
        Set<Capability> capabilities = new HashSet<>(Set.of(Capability.OUT_OF_BAND));
        Greeting greeting = new Greeting(BOOKWORM, capabilities);
        capabilities.clear();
        assertThat(greeting.capabilities()).containsExactly(Capability.OUT_OF_BAND);
    }

    @Test
    void aTextIsTheGivenPartOfItsArray() {
        byte[] bytes = "xx{\"a\":\"\u00e9\"}yy".getBytes(StandardCharsets.UTF_8);
        JsonText text = JsonText.wrap(bytes, 2, bytes.length - 4);
        assertThat(text).hasToString("{\"a\":\"\u00e9\"}");
        assertThat(text.length()).isEqualTo(10);
        assertThat(text.tree().get("a").stringValue()).isEqualTo("\u00e9");
        byte[] copy = text.toByteArray();
        copy[0] = '[';
        assertThat(text).hasToString("{\"a\":\"\u00e9\"}");
    }

    @Test
    void aTextOutsideOfItsArrayIsRejected() {
        byte[] bytes = new byte[4];
        assertThatThrownBy(() -> JsonText.wrap(bytes, 2, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> JsonText.wrap(bytes, -1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> JsonText.wrap(bytes, 1, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> JsonText.wrap(bytes, 1, Integer.MAX_VALUE))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void anEventWithoutDataAndTimeHasAnEmptyObjectAndNoTime() {
        RawEvent event = new RawEvent("STOP", null, null, JsonText.of("{\"event\":\"STOP\"}"));
        assertThat(event.data().isObject()).isTrue();
        assertThat(event.data()).isEmpty();
        assertThat(event.dataText()).isEmpty();
        assertThat(event.timestamp()).isEmpty();
        assertThat(event).hasToString("{\"event\":\"STOP\"}");
    }

    @Test
    void anEventHasItsData() {
        Instant when = Instant.parse("2026-01-02T03:04:05.678901Z");
        RawEvent event = new RawEvent(
                "SHUTDOWN", when, JsonText.of("{\"guest\":true}"), JsonText.of("{\"event\":\"SHUTDOWN\"}"));
        assertThat(event.name()).isEqualTo("SHUTDOWN");
        assertThat(event.timestamp()).contains(when);
        assertThat(event.data().get("guest").booleanValue()).isTrue();
    }

    @Test
    void anEventTypeDecodesWithItsFunction() {
        EventType<String> type =
                EventType.of("SHUTDOWN", event -> event.data().get("reason").stringValue());
        RawEvent event = new RawEvent("SHUTDOWN", null, JsonText.of("{\"reason\":\"guest-reset\"}"), JsonText.of("{}"));
        assertThat(type.name()).isEqualTo("SHUTDOWN");
        assertThat(type).hasToString("SHUTDOWN");
        assertThat(type.decode(event)).isEqualTo("guest-reset");
    }
}
