package org.qmp4j.fake.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.fake.script.Answer;

/** No secret is written to a file: the word "hush" must not appear in any of these recordings. */
class TranscriptWriterTest {
    private final StringWriter file = new StringWriter();
    private final TranscriptWriter writer = new TranscriptWriter(file);

    private void talk(String... messages) {
        for (String message : messages) {
            if (message.contains("execute") || message.contains("exec-oob")) {
                writer.client(Answer.read(message));
            } else {
                writer.qemu(Answer.read(message));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'execute':'object-add','arguments':{'qom-type':'secret','id':'s','data':'hush'}}",
                "{'execute':'object-add','arguments':{'qom-type':'secret','id':'s','props':{'data':'hush'}}}",
                "{'execute':'set_password','arguments':{'protocol':'vnc','password':'hush'}}",
                "{'execute':'change-vnc-password','arguments':{'password':'hush'}}",
                "{'execute':'change','arguments':{'device':'vnc','target':'password','arg':'hush'}}",
                "{'execute':'blockdev-add','arguments':{'driver':'https','cookie':'hush','url':'https://u:hush@h'}}",
                "{'execute':'blockdev-add','arguments':{'driver':'raw','file':{'driver':'https','cookie':'hush'}}}",
                "{'execute':'drive-mirror','arguments':{'target':'json:{\"file.cookie\": \"hush\"}'}}",
                "{'execute':'drive-mirror','arguments':{'target':'json:{\"password\" :  \"hush\"}'}}",
                "{'execute':'drive-mirror','arguments':{'target':\"json:{'driver':'https','cookie':'hush'}\"}}",
                "{'execute':'drive-mirror','arguments':{'target':'json:{\"cookie\":\"a=\\\\\"hush\\\\\"\"}'}}",
                "{'execute':'drive-mirror','arguments':{'target':'json:{\"cookie\":\"hush\"'}}",
                "{'execute':'drive-mirror','arguments':{'target':'https://me:p@hush@h/x'}}",
                "{'execute':'guest-set-user-password','arguments':{'username':'u','password':'hush'}}",
                "{'execute':'guest-exec','arguments':{'path':'p','arg':['hush'],'env':['A=hush'],'input-data':'hush'}}",
                "{'execute':'guest-file-write','arguments':{'handle':1,'buf-b64':'hush'}}",
                "{'execute':'guest-ssh-add-authorized-keys','arguments':{'username':'u','keys':['hush']}}",
                "{'execute':'human-monitor-command','arguments':{'command-line':'hush'}}",
                "{'execute':'send-key','arguments':{'keys':[{'type':'qcode','data':'hush'}]}}",
                "{'execute':'qom-set','arguments':{'path':'/objects/s','property':'data','value':'hush'}}",
                "{'exec-oob':'object-add','arguments':{'data':'hush'}}",
                "{'execute':'sev-inject-launch-secret','arguments':{'packet-header':'h','secret':'hush'}}",
                "{'execute':'migrate','arguments':{'uri':'exec:curl -u me:hush http://h'}}",
                "{'execute':'device_add','arguments':{'driver':'isa-applesmc','osk':'hush'}}",
                "{'execute':'drive-mirror','arguments':{'target':'iscsi://me%hush@h/t/0'}}",
                "{'execute':'drive-mirror','arguments':{'target':'rbd:p/i:id=me:key=hush:conf=c'}}",
                "{'execute':'drive-mirror','arguments':{'target':'json: {\\\"cookie\\\":\\\"hush\\\"}'}}",
                "{'execute':'x-of-a-later-qemu','arguments':{'a':['hush',{'hush':1}]}}",
            })
    void theSecretsOfACommandAreMasked(String command) {
        talk(command, "{'return':{}}");
        assertThat(file.toString()).doesNotContain("hush").contains("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'execute':'qom-get','id':1}|{'return':'hush','id':1}",
                "{'execute':'qom-list-get','id':1}|{'return':[{'properties':[{'value':'hush'}]}],'id':1}",
                "{'execute':'human-monitor-command','id':1}|{'return':'hush','id':1}",
                "{'execute':'ringbuf-read'}|{'return':'hush'}",
                "{'execute':'guest-exec-status'}|{'return':{'out-data':'hush','err-data':'hush','exited':true}}",
                "{'execute':'guest-file-read'}|{'return':{'count':1,'buf-b64':'hush'}}",
                "{'execute':'guest-ssh-get-authorized-keys'}|{'return':{'keys':['hush']}}",
                "{'execute':'query-block'}|{'return':[{'inserted':{'file':'https://u:hush@h/x'}}]}",
                "{'execute':'query-block'}|{'return':[{'inserted':{'file':'json: {\\\"cookie\\\":\\\"hush\\\"}'}}]}",
                "{'execute':'query-name'}|{'event':'X','data':{'path':'iscsi://u%hush@h'}}|{'return':{}}",
                "{'execute':'x-of-a-later-qemu'}|{'return':{'a':'hush'}}",
            })
    void theSecretsOfAReplyAreMasked(String both) {
        talk(both.split("\\|"));
        assertThat(file.toString()).doesNotContain("hush").contains("***");
    }

    @Test
    void aSecretThatAnErrorRepeatsIsMasked() {
        talk(
                "{'execute':'guest-file-write','arguments':{'buf-b64':'hush'}}",
                "{'error':{'class':'GenericError','desc':\"Base64 data 'hush' is not valid\"}}",
                "{'error':{'class':'GenericError','desc':\"JSON parse error, stray 'hush's'\"}}");
        writer.unreadable("client", "JSON parse error, invalid keyword 'hush'");
        assertThat(file.toString()).doesNotContain("hush").contains("Base64 data '***' is not valid");
    }

    @Test
    void aReplyThatReachesTheNextClientIsMasked() {
        writer.connected();
        talk("{'execute':'qom-get','id':1}");
        writer.disconnected("client");
        writer.connected();
        // The ids are the same.
        talk("{'execute':'qmp_capabilities','id':1}", "{'return':'hush','id':1}", "{'return':{},'id':1}");
        assertThat(file.toString()).doesNotContain("hush");
    }

    @Test
    void theRepliesToTwoCommandsWithTheSameIdAreMasked() {
        talk(
                "{'execute':'qom-get','id':1}",
                "{'execute':'query-name','id':1}",
                "{'return':'hush','id':1}",
                "{'return':{'name':'hush'},'id':1}");
        assertThat(file.toString()).doesNotContain("hush");
    }

    @Test
    void ambiguousRepliesWithoutAnIdAreAllMasked() {
        // The unreadable command was answered first, and an out-of-band command was answered before an earlier one.
        talk(
                "{'execute':'query-name'}",
                "{'execute':'qom-get'}",
                "{'execute':'query-name'}",
                "{'error':{'class':'GenericError','desc':'JSON parse error, stray x'}}",
                "{'return':{}}",
                "{'return':'hush'}",
                "{'return':{}}");
        talk("{'execute':'human-monitor-command'}", "{'exec-oob':'query-yank'}", "{'return':[]}", "{'return':'hush'}");
        talk("{'execute':'query-name'}", "{'return':{'name':'known'}}");
        assertThat(file.toString()).doesNotContain("hush").contains("known");
    }

    @Test
    void aSecretInAFileNameThatAnErrorRepeatsIsMasked() {
        talk("{'execute':'x'}", "{'error':{'class':'GenericError','desc':\"no 'json:{'cookie':'hush'}' here\"}}");
        assertThat(file.toString()).doesNotContain("hush").contains("no 'json:***");
    }

    @Test
    void aFileNameWithoutASecretIsNotMasked() {
        talk("{'execute':'drive-mirror','arguments':{'target':'json:{\"driver\" :\"raw\"}'}}");
        assertThat(file.toString()).contains("json:{\\\"driver\\\" :\\\"raw\\\"}");
    }

    @Test
    void aReferenceToASecretIsNotMasked() {
        talk(
                "{'execute':'blockdev-add','arguments':{'key-secret':'k','password-secret':'p','tls-creds':'t','keyid':'i'}}");
        assertThat(file.toString())
                .contains(
                        "\"key-secret\":\"k\"", "\"password-secret\":\"p\"", "\"tls-creds\":\"t\"", "\"keyid\":\"i\"");
    }

    @Test
    void aMessageCanBeNestedAsDeeplyAsQemuAllows() {
        String deep = "[".repeat(1000) + "]".repeat(1000);
        talk("{'execute':'qom-list','id':" + deep + "}", "{'return':[],'id':" + deep + "}");
        assertThat(file.toString().lines()).hasSize(2).allMatch(line -> line.contains(deep));
    }
}
