package org.qmp4j.client.observer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.RawEvent;

/** Each secret in these messages is the word {@code hush}, which must not be printed. */
class RedactionTest {
    private static String command(String name, String arguments) {
        String message = "{\"execute\":\"" + name + "\",\"arguments\":" + arguments + ",\"id\":1}\n";
        return Redaction.command(new ObservedCall("unix:/x", name, "1", false, JsonText.of(message)));
    }

    private static String reply(String command, String value) {
        return Redaction.reply(command, JsonText.of("{\"return\": " + value + ", \"id\": 1}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "object-add                       | {\"qom-type\":\"secret\",\"id\":\"s\",\"data\":\"hush\"}",
                "object-add                       | {\"qom-type\":\"secret\",\"props\":{\"data\":\"hush\"}}",
                "set_password                     | {\"protocol\":\"vnc\",\"password\":\"hush\"}",
                "change-vnc-password              | {\"password\":\"hush\"}",
                "change                           | {\"device\":\"vnc\",\"target\":\"password\",\"arg\":\"hush\"}",
                "guest-set-user-password          | {\"username\":\"u\",\"password\":\"hush\",\"crypted\":false}",
                "guest-exec                       | {\"path\":\"/bin/sh\",\"arg\":[\"-c\",\"hush\"]}",
                "guest-exec                       | {\"path\":\"/bin/sh\",\"env\":[\"TOKEN=hush\"]}",
                "guest-exec                       | {\"path\":\"/bin/sh\",\"input-data\":\"hush\"}",
                "guest-file-write                 | {\"handle\":1000,\"buf-b64\":\"hush\"}",
                "guest-ssh-add-authorized-keys    | {\"username\":\"u\",\"keys\":[\"hush\",\"hush\"]}",
                "guest-ssh-remove-authorized-keys | {\"username\":\"u\",\"keys\":[\"hush\"]}",
                "human-monitor-command            | {\"command-line\":\"set_password vnc hush\"}",
                "send-key                         | {\"keys\":[{\"type\":\"qcode\",\"data\":\"hush\"}]}",
                "input-send-event                 | {\"events\":[{\"type\":\"key\",\"data\":{\"key\":\"hush\"}}]}",
                "qom-set                          | {\"path\":\"/objects/s\",\"property\":\"data\",\"value\":\"hush\"}",
                "qom-set                          | {\"path\":\"/objects/s\",\"property\":\"data\",\"value\":{\"a\":[\"hush\"]}}",
                "ringbuf-write                    | {\"device\":\"r\",\"data\":\"hush\"}",
                "blockdev-add                     | {\"driver\":\"https\",\"url\":\"https://h/\",\"cookie\":\"hush\"}",
                "blockdev-add                     | {\"driver\":\"raw\",\"file\":{\"driver\":\"https\",\"cookie\":\"hush\"}}",
                "x-nobody-knows-this              | {\"a\":[{\"b\":[{\"password\":{\"c\":\"hush\"}}]}]}",
                "transaction                      | {\"actions\":[{\"type\":\"x\",\"data\":{\"password\":\"hush\"}}]}"
            })
    void aSecretInACommandIsMaskedWhereverItStands(String name, String arguments) {
        assertThat(command(name, arguments))
                .contains("***", "\"execute\":\"" + name + "\"", "\"id\":1")
                .doesNotContain("hush");
    }

    @Test
    void textWithoutSecretsIsUnchanged() {
        assertThat(command("blockdev-add", "{\"driver\":\"luks\",\"key-secret\":\"k\",\"size\":18446744073709551615}"))
                .isEqualTo("{\"execute\":\"blockdev-add\",\"arguments\":{\"driver\":\"luks\",\"key-secret\":\"k\","
                        + "\"size\":18446744073709551615},\"id\":1}");
        assertThat(command("device_add", "{\"a\":[1,-0.5,true,null,\"t\",{}],\"b\":\"\u00e9\"}"))
                .isEqualTo(
                        "{\"execute\":\"device_add\",\"arguments\":{\"a\":[1,-0.5,true,null,\"t\",{}],\"b\":\"\\u00E9\"},"
                                + "\"id\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"key-secret", "password-secret", "tls-creds", "keyid", "cookie-secret", "data", "value"})
    void namesThatOnlyReferToASecretAreKept(String member) {
        assertThat(command("blockdev-add", "{\"" + member + "\":\"seen\"}"))
                .contains("\"" + member + "\":\"seen\"")
                .doesNotContain("***");
    }

    @Test
    void theNameOfAMemberIsRecognisedInAnySpelling() {
        assertThat(command("set_password", "{\"p\\u0061ssword\":\"hush\"}"))
                .contains("***")
                .doesNotContain("hush");
    }

    @Test
    void aMaskHidesTheWholeValueAndNothingAfterIt() {
        assertThat(command("guest-exec", "{\"arg\":[\"hush\",[\"hush\"]],\"path\":\"/bin/true\",\"env\":[]}"))
                .isEqualTo("{\"execute\":\"guest-exec\",\"arguments\":{\"arg\":\"***\",\"path\":\"/bin/true\","
                        + "\"env\":\"***\"},\"id\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "qom-get                       | \"hush\"",
                "qom-get                       | {\"a\": [\"hush\"]}",
                "qom-list-get                  | [{\"properties\": [{\"name\": \"data\", \"value\": \"hush\"}]}]",
                "human-monitor-command         | \"hush\\r\\n\"",
                "ringbuf-read                  | \"hush\"",
                "guest-exec-status             | {\"exited\": true, \"out-data\": \"hush\", \"err-data\": \"hush\"}",
                "guest-file-read               | {\"count\": 4, \"buf-b64\": \"hush\", \"eof\": true}",
                "guest-ssh-get-authorized-keys | {\"keys\": [\"hush\"]}",
                "query-anything                | [{\"password\": \"hush\"}]",
                "query-named-block-nodes       | [{\"file\": \"https://user:hush@host/disk\"}]",
                "query-named-block-nodes       | [{\"file\": \"json:{\\\"cookie\\\": \\\"hush\\\"}\"}]"
            })
    void aSecretInAnAnswerIsMasked(String command, String value) {
        assertThat(reply(command, value)).contains("***", "\"id\":1").doesNotContain("hush");
    }

    @Test
    void aSecretOfTheCommandThatAnErrorRepeatsIsMasked() {
        ObservedCall call = new ObservedCall(
                "unix:/x",
                "send-key",
                "1",
                false,
                JsonText.of(
                        "{\"execute\":\"send-key\",\"arguments\":{\"keys\":[{\"type\":\"qcode\",\"data\":\"hush\"}]}}"));
        JsonText refusal = JsonText.of(
                "{\"error\":{\"class\":\"GenericError\",\"desc\":\"Parameter 'data' does not accept value 'hush'\"}}");
        assertThat(Redaction.reply(call, refusal))
                .isEqualTo(
                        "{\"error\":{\"class\":\"GenericError\",\"desc\":\"Parameter 'data' does not accept value '***'\"}}");
    }

    @Test
    void theRestOfAReplyIsKept() {
        assertThat(reply("guest-exec-status", "{\"exited\": true, \"exitcode\": 0, \"out-data\": \"hush\"}"))
                .isEqualTo("{\"return\":{\"exited\":true,\"exitcode\":0,\"out-data\":\"***\"},\"id\":1}");
        assertThat(reply("query-status", "{\"status\": \"running\"}"))
                .isEqualTo("{\"return\":{\"status\":\"running\"},\"id\":1}");
        assertThat(Redaction.reply(
                        "qom-get",
                        JsonText.of(
                                "{\"error\": {\"class\": \"GenericError\", \"desc\": \"no such path\"}, \"id\": 1}")))
                .isEqualTo("{\"error\":{\"class\":\"GenericError\",\"desc\":\"no such path\"},\"id\":1}");
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:hush@host/disk, https://user:***@host/disk",
        "https://user:hu@sh@host/disk, https://user:***@host/disk",
        "https://:hush@host/disk, https://:***@host/disk",
        "ssh://u:hush@[::1]:22/d, ssh://u:***@[::1]:22/d",
        "https://host:8080/disk, https://host:8080/disk",
        "https://user@host/disk, https://user@host/disk",
        "https://host/a:b@c, https://host/a:b@c",
        "nbd://host:10809, nbd://host:10809",
        "/srv/a:b@c, /srv/a:b@c"
    })
    void aPasswordInAUrlIsMasked(String url, String shown) {
        assertThat(command("blockdev-add", "{\"filename\":\"" + url + "\"}"))
                .contains("{\"filename\":\"" + shown + "\"}");
    }

    @Test
    void aPasswordInAUrlInsideAnotherTextIsMasked() {
        assertThat(command("nbd-server-add", "{\"description\":\"of https://u:hush@h/ and http://u:hush@h/\"}"))
                .contains("of https://u:***@h/ and http://u:***@h/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "json:{\\\"driver\\\":\\\"https\\\",\\\"cookie\\\":\\\"hush\\\"}",
                "json:{\\\"driver\\\":\\\"raw\\\",\\\"file\\\":{\\\"password\\\":\\\"hush\\\"}}",
                "json:{\\\"driver\\\":\\\"raw\\\",\\\"file.driver\\\":\\\"https\\\",\\\"file.cookie\\\":\\\"hush\\\"}",
                "json:{\\\"file\\\":\\\"https://u:hush@h/\\\"}",
                "json:{\\\"file\\\":\\\"json:{\\\\\\\"cookie\\\\\\\":\\\\\\\"hush\\\\\\\"}\\\"}",
                "json: {broken, hush"
            })
    void aFileNameThatHoldsAnObjectIsRedactedInside(String filename) {
        assertThat(command("blockdev-change-medium", "{\"filename\":\"" + filename + "\",\"id\":\"d\"}"))
                .contains("json:", "\"id\":\"d\"")
                .doesNotContain("hush");
    }

    @Test
    void anEventIsRedacted() {
        String text = "{\"event\": \"X\", \"data\": {\"list\": [{\"password\": \"hush\"}], \"file\":"
                + " \"https://u:hush@h/\", \"n\": 1}}";
        assertThat(Redaction.event(new RawEvent("X", null, null, JsonText.of(text))))
                .isEqualTo("{\"event\":\"X\",\"data\":{\"list\":[{\"password\":\"***\"}],\"file\":"
                        + "\"https://u:***@h/\",\"n\":1}}");
    }

    @Test
    void textThatIsNotJsonIsNotShown() {
        assertThat(Redaction.reply("x", JsonText.of("{\"return\" hush}"))).isEqualTo("(15 bytes that are not JSON)");
    }

    @Test
    void theTextOfAnObservedCallShowsNoSecret() {
        JsonText message = JsonText.of("{\"execute\":\"set_password\",\"arguments\":{\"password\":\"hush\"},\"id\":1}");
        assertThat(new ObservedCall("unix:/x", "set_password", "1", false, message))
                .hasToString("ObservedCall[endpoint=unix:/x, command=set_password, id=1, outOfBand=false, message="
                        + "{\"execute\":\"set_password\",\"arguments\":{\"password\":\"***\"},\"id\":1}, number=0]");
    }
}
