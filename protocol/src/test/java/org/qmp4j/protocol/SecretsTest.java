package org.qmp4j.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Each secret in these messages contains the word {@code hush}, which must not be printed. */
class SecretsTest {
    private static JsonText message(String command, String quotedArguments) {
        return JsonText.of(
                "{\"execute\":\"" + command + "\",\"arguments\":" + quotedArguments.replace('\'', '"') + "}");
    }

    private static String masked(String command, String quotedArguments) {
        return Secrets.inArguments(command).mask(message(command, quotedArguments));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sev-inject-launch-secret | {'packet-header':'h','secret':'hush'}",
                "device_add | {'driver':'isa-applesmc','osk':'hush'}",
                "device_add | {'driver':'x','api-token':'hush','encryptionKey':'hush','passphrase':'hush'}",
                "migrate | {'uri':'exec:curl -u me:hush http://h/'}",
                "migrate | {'channels':[{'channel-type':'main','addr':{'transport':'exec','args':['/bin/sh','hush']}}]}",
                "migrate-set-parameters | {'cpr-exec-command':['/bin/qemu','hush']}",
                "blockdev-add | {'driver':'iscsi','filename':'iscsi://me%hush@host/iqn/0'}",
                "blockdev-add | {'driver':'raw','file':'rbd:pool/image:id=admin:key=hush:conf=/etc/c'}",
                "blockdev-add | {'driver':'raw','file':'rbd:pool/my image:key=hush hush,hush'}",
                "blockdev-add | {'driver':'raw','file':'http://h/disk?token=hush'}",
                "blockdev-add | {'driver':'raw','file':'https://h/disk?X-Amz-Signature=hush,hush&a=b'}",
                "blockdev-add | {'driver':'raw','file':'nbd+tls://me:hu sh/hush@host/export'}",
                "blockdev-change-medium | {'filename':'json: {`driver`:`https`,`cookie`:`hush`}'}",
                "migrate | {'uri':'exec:first\\nhush'}",
                "blockdev-add | {'driver':'raw','file':'rbd:pool/it`s:key=a,hush'}",
                "blockdev-change-medium | {'filename':'json:\\n\\t{`file.cookie`:`hush`}'}",
                "netdev_add | {'type':'l2tpv3','id':'n','txcookie':1234567890123}",
                "guest-set-user-password | {'username':'u','password':12345678,'crypted':false}",
            })
    void aSecretInACommandIsMasked(String command, String arguments) {
        assertThat(masked(command, arguments.replace("`", "\\'")))
                .contains(Secrets.MASK, "\"execute\":\"" + command + "\"")
                .doesNotContain("hush", "12345678");
    }

    @ParameterizedTest
    @ValueSource(strings = {"__com.example_login", "x-new-in-qemu-99", "block_passwd", ""})
    void argumentsAndReplyOfAnUnknownCommandAreHidden(String command) {
        assertThat(masked(command, "{'a':'hush','b':{'hush':['hush',7]}}"))
                .isEqualTo("{\"execute\":\"" + command + "\",\"arguments\":\"***\"}");
        assertThat(Secrets.inAnswer(command).mask(JsonText.of("{\"return\":{\"hush\":7},\"id\":3}")))
                .isEqualTo("{\"return\":\"***\",\"id\":3}");
    }

    @Test
    void harmlessValuesOfAnUnknownCommandAreShown() {
        assertThat(masked("x-new", "{}")).endsWith("\"arguments\":{}}");
        assertThat(Secrets.inAnswer("x-new").mask(JsonText.of("{\"return\":{}}")))
                .isEqualTo("{\"return\":{}}");
        assertThat(Secrets.inAnswer("x-new")
                        .mask(JsonText.of("{\"error\":{\"class\":\"CommandNotFound\",\"desc\":\"not found\"}}")))
                .contains("CommandNotFound", "not found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'driver':'luks','key-secret':'seen','node-name':'n'}",
                "{'driver':'iscsi','password-secret':'seen','filename':'iscsi://me@seen/iqn/0'}",
                "{'driver':'https','cookie-secret':'seen','proxy-password-secret':'seen','url':'https://seen:8443/d'}",
                "{'driver':'nbd','tls-creds':'seen','server':{'type':'unix','path':'/run/a=b,c=seen'}}",
                "{'driver':'ssh','host-key-check':{'mode':'hash','type':'sha256','hash':'seen'}}",
                "{'driver':'file','filename':'/srv/keys/seen.img'}",
                "{'driver':'rbd','conf':'/etc/ceph','user':'seen','image':'x@seen'}",
            })
    void namesThatOnlyReferToASecretAreShown(String arguments) {
        assertThat(masked("blockdev-add", arguments)).contains("seen").doesNotContain(Secrets.MASK);
    }

    @Test
    void aBooleanIsNotASecret() {
        assertThat(masked("netdev_add", "{'cookie64':true}")).contains("\"cookie64\":true");
        assertThat(Secrets.anywhere().maskText(":0,password=on and password=off"))
                .isEqualTo(":0,password=on and password=off");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Could not open 'https://me:hush@h/d': No such file | Could not open 'https://me:***@h/d': No such file",
                "Could not open 'https://me:hu sh@h/d': refused | Could not open 'https://me:***@h/d': refused",
                "no iscsi://me%hush@h/d here | no iscsi://me%***@h/d here",
                "Cannot open rbd:p/i:key=hush:id=a there | Cannot open rbd:p/i:key=*** there",
                "no 'rbd:p/i:key=hush hush' here | no 'rbd:p/i:key=***' here",
                "-object secret,id=s,data=hush,format=raw: bad | -object secret,id=s,data=***,format=raw: bad",
                "'secret,id=s,data=hush hush' is bad | 'secret,id=s,data=***' is bad",
                "-device isa-applesmc,osk=hu,,sh: bad | -device isa-applesmc,osk=*** bad",
                "Failed: exec:nc -w hush | Failed: exec:***",
                "Cannot find device='json:{`driver`: `hush`}' nor | Cannot find device='json:***",
                "JSON parse error, invalid keyword 'hush' | JSON parse error, invalid keyword '***'",
                "Device 'disk1' not found | Device 'disk1' not found",
                "Parameter 'key-secret' is missing | Parameter 'key-secret' is missing",
            })
    void secretsThatAnErrorRepeatsAreMasked(String error, String shown) {
        assertThat(Secrets.anywhere().maskText(error)).isEqualTo(shown);
        String reply = "{\"error\":{\"desc\":" + QmpJson.toText(out -> out.writeString(error)) + "}}";
        assertThat(Secrets.inAnswer("query-block").mask(JsonText.of(reply)))
                .isEqualTo("{\"error\":{\"desc\":" + QmpJson.toText(out -> out.writeString(shown)) + "}}");
    }

    @Test
    void theSecretsOfACommandAreMaskedWhereverTheReplyRepeatsThem() {
        RawCommand command = RawCommand.named("blockdev-add")
                .with("url", "https://me:hu%20sh@host/")
                .with("cookie", "chip")
                .with("node-name", "n");

        Set<String> texts = Secrets.textsIn(command);

        assertThat(texts).containsExactlyInAnyOrder("hu%20sh", "hu sh", "chip");
        assertThat(Secrets.inAnswer("blockdev-add")
                        .andTexts(texts)
                        .maskText("neither hu sh nor hu%20sh nor chip for n"))
                .isEqualTo("neither *** nor *** nor *** for n");
    }

    @Test
    void allTextsOfAnUnknownCommandAreItsSecrets() {
        assertThat(Secrets.textsIn(
                        RawCommand.named("x-login").with("name", "hush").with("list", "[]")))
                .containsExactlyInAnyOrder("hush", "[]");
        assertThat(Secrets.textsIn(RawCommand.named("x-login"))).isEmpty();
    }

    @Test
    void aShortSecretIsMaskedOnlyAsAWholeWord() {
        assertThat(Secrets.anywhere().andTexts(Set.of("a")).maskText("a command has 'a', and an ax"))
                .isEqualTo("*** command has '***', and an ax");
    }

    @Test
    void aReplyThatRepeatsAnAddressIsMasked() {
        JsonText blocks = JsonText.of("{\"return\":[{\"inserted\":{\"file\":\"iscsi://u%hush@h/t/0\",\"image\":"
                + "{\"filename\":\"json: {\\\"cookie\\\": \\\"hush\\\"}\"}}},{\"file\":\"rbd:p/i:key=hush\"}]}");
        assertThat(Secrets.inAnswer("query-block").mask(blocks))
                .isEqualTo("{\"return\":[{\"inserted\":{\"file\":\"iscsi://u%***@h/t/0\",\"image\":"
                        + "{\"filename\":\"json:{\\\"cookie\\\":\\\"***\\\"}\"}}},{\"file\":\"rbd:p/i:key=***\"}]}");
    }

    @Test
    void anEventThatRepeatsAnAddressIsMasked() {
        String text =
                "{\"event\":\"BLOCK_JOB_ERROR\",\"data\":{\"device\":\"http://u:hush@h/\",\"a-password\":\"hush\"}}";
        assertThat(new RawEvent("BLOCK_JOB_ERROR", null, null, JsonText.of(text)))
                .hasToString("{\"event\":\"BLOCK_JOB_ERROR\",\"data\":{\"device\":\"http://u:***@h/\","
                        + "\"a-password\":\"***\"}}");
        assertThat(Secrets.inEvent("MIGRATION_PASS").mask(JsonText.of("{\"data\":{\"pass\":2}}")))
                .isEqualTo("{\"data\":{\"pass\":2}}");
    }

    @Test
    void theTextOfAnUntypedCommandShowsNoSecret() {
        JsonNode arguments =
                JsonText.of("{\"password\":\"hush\",\"protocol\":\"vnc\"}").tree();
        assertThat(RawCommand.named("set_password").withArguments(arguments))
                .hasToString("set_password {\"password\":\"***\",\"protocol\":\"vnc\"}");
        assertThat(RawCommand.named("x-login").withArguments(arguments)).hasToString("x-login ***");
        assertThat(RawGuestAgentCommand.named("guest-file-write").with("buf-b64", "hush"))
                .hasToString("guest-file-write {\"buf-b64\":\"***\"}");
    }

    @Test
    void argumentsThatAreNotAnObjectAreNotShown() {
        JsonNode text = JsonText.of("\"hush\"").tree();
        RawCommand command = RawCommand.named("x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> command.withArguments(text))
                .withMessage("arguments must be a JSON object, not STRING");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Unrecognized token 'hush': was expecting ('true', 'null')|Unrecognized token '***')",
                "Unexpected character ('h' (code 104)) there|Unexpected character ('***' '***') there",
                "Numeric value (1234) out of range|Numeric value '***' out of range",
                "Duplicate Object property \"hush\"|Duplicate Object property '***'",
            })
    void theMessageOfAParserIsShownWithoutItsQuotations(String reason, String shown) {
        assertThat(Secrets.maskQuoted(reason)).isEqualTo(shown);
    }
}
