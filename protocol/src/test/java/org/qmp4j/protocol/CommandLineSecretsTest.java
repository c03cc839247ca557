package org.qmp4j.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineSecretsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "-object  | secret,id=s0,data=hush,format=raw | secret,id=s0,data=***,format=raw",
                "--object | secret,id=s0,data=hu,,sh me | secret,id=s0,data=***",
                "-object  | qom-type=secret,data=hush,id=s0 | qom-type=secret,data=***,id=s0",
                "-object  | {\"qom-type\":\"secret\",\"data\":\"hush\"} | {\"qom-type\":\"secret\",\"data\":\"***\"}",
                "-object  | tls-creds-x509,id=t,passwordid=s0 | tls-creds-x509,id=t,passwordid=s0",
                "-fw_cfg  | name=opt/org/x,string=hush | name=opt/org/x,string=***",
                "-fw_cfg  | name=opt/org/x,file=/x | name=opt/org/x,file=/x",
                "-smbios  | type=11,value=io.systemd.credential:p=hush | type=11,value=***",
                "-device  | isa-applesmc,osk=hush | isa-applesmc,osk=***",
                "-device  | {\"driver\":\"isa-applesmc\",\"osk\":\"hush\"} | {\"driver\":\"isa-applesmc\",\"osk\":\"***\"}",
                "-global  | isa-applesmc.osk=hush | isa-applesmc.osk=***",
                "-blockdev | driver=https,url=https://u:hush@h/d,node-name=n | driver=https,url=https://u:***@h/d,node-name=n",
                "-blockdev | {\"driver\":\"https\",\"cookie\":\"hush\"} | {\"driver\":\"https\",\"cookie\":\"***\"}",
                "-drive   | if=none,file.cookie=a=hush | if=none,file.cookie=***",
                "-drive   | file=rbd:p/i:key=hu,,sh,if=none | file=rbd:p/i:key=***,if=none",
                "-drive   | file=json:{\"driver\":\"https\",,\"cookie\":\"hush\"},if=none | file=json:{\"driver\":\"https\",,\"cookie\":\"***\"},if=none",
                "-drive   | file=disk.qcow2,encrypt.key-secret=s0 | file=disk.qcow2,encrypt.key-secret=s0",
                "-cdrom   | https://u:hush@h/d?a=b,c | https://u:***@h/d?a=b,c",
                "-cdrom   | https://h/d?token=hush,hush | https://h/d?token=***",
                "-iscsi   | user=me,password=hush | user=me,password=***",
                "-vnc     | :0,password=on | :0,password=on",
                "-vnc     | :0,password-secret=s0 | :0,password-secret=s0",
                "-spice   | port=1,password=hush | port=1,password=***",
                "-netdev  | l2tpv3,id=n,txcookie=123456 | l2tpv3,id=n,txcookie=***",
                "-netdev  | user,id=n,hostfwd=tcp::2222-:22 | user,id=n,hostfwd=tcp::2222-:22",
                "-chardev | socket,id=c,path=/run/c,server=on | socket,id=c,path=/run/c,server=on",
                "-incoming | exec:nc -k hush | exec:***",
                "-incoming | tcp:0:4444 | tcp:0:4444",
                "-append  | console=ttyS0 quiet token=hush systemd.set_credential=a:hush | console=ttyS0 quiet token=*** systemd.set_credential=***",
                "-append  | root=/dev/sda password=\"hu sh\" ro | root=/dev/sda password=*** ro",
            })
    void anOptionIsShownWithoutItsSecrets(String option, String value, String shown) {
        CommandLineSecrets secrets = CommandLineSecrets.of(List.of("qemu", option, value));

        assertThat(secrets.arguments()).containsExactly("qemu", option, shown);
    }

    @Test
    void anOptionAndItsValueInOneArgumentAreMasked() {
        assertThat(CommandLineSecrets.of(List.of("qemu-img", "--object=secret,id=s,data=hush", "a=b"))
                        .arguments())
                .containsExactly("qemu-img", "--object=secret,id=s,data=***", "a=b");
    }

    @Test
    void secretsThatTheProgramRepeatsAreMasked() {
        CommandLineSecrets secrets = CommandLineSecrets.of(List.of("qemu", "-object", "secret,id=s0,data=hu,,sh me"));

        assertThat(secrets.mask("qemu: -object secret,id=s0,data=hu,,sh me: no 'hu,sh me'\nmore"))
                .isEqualTo("qemu: -object secret,id=s0,data=***: no '***'\nmore");
    }
}
