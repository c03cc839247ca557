package org.qmp4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;

/** The members that {@code toString()} of a generated class masks; for a command, those of its arguments. */
class SecretMembersTest {
    private static final Schema QEMU = KnownSchemas.qemu();
    private static final Schema AGENT = KnownSchemas.guestAgent();

    private static boolean isSecret(String owner, String member) {
        Schema schema = QEMU.commands().containsKey(owner) || QEMU.types().containsKey(owner) ? QEMU : AGENT;
        String object = Optional.ofNullable(schema.commands().get(owner))
                .flatMap(command -> command.arguments())
                .orElse(owner);
        ObjectType.Member found = schema.allMembers(schema.object(object)).stream()
                .filter(one -> one.name().equals(member))
                .findFirst()
                .orElseThrow();
        return SecretMembers.of(schema).contains(object, found);
    }

    @ParameterizedTest
    @CsvSource({
        "SecretProperties, data",
        "ringbuf-write, data",
        "SetPasswordOptions, password",
        "change-vnc-password, password",
        "guest-set-user-password, password",
        "BlockdevOptionsCurlHttp, cookie",
        "BlockdevOptionsCurlHttps, cookie",
        "guest-exec, arg",
        "guest-exec, env",
        "guest-exec, input-data",
        "GuestExecStatus, out-data",
        "GuestExecStatus, err-data",
        "GuestFileRead, buf-b64",
        "guest-file-write, buf-b64",
        "guest-ssh-add-authorized-keys, keys",
        "GuestAuthorizedKeys, keys",
        "human-monitor-command, command-line",
        "send-key, keys",
        "QKeyCodeWrapper, data",
        "InputKeyEvent, key",
        "qom-set, value",
        "ObjectPropertyValue, value",
        "MigrationExecCommand, args",
        "NetdevL2TPv3Options, txcookie",
        "sev-inject-launch-secret, secret",
    })
    void aMemberWithASecretIsMasked(String owner, String member) {
        assertThat(isSecret(owner, member)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "BlockdevOptionsLUKS, key-secret",
        "BlockdevOptionsIscsi, password-secret",
        "BlockdevOptionsCurlBase, proxy-password-secret",
        "BlockdevOptionsCurlHttp, cookie-secret",
        "TlsCredsX509Properties, passwordid",
        "QCryptoBlockAmendOptionsLUKS, new-secret",
        "QCryptoBlockAmendOptionsLUKS, secret",
        "SecretCommonProperties, keyid",
        "BlockdevOptionsNbd, tls-creds",
        "RockerOfDpaFlow, cookie",
        "RockerOfDpaFlow, key",
        "UnixSocketAddressWrapper, data",
        "NetdevL2TPv3Options, cookie64",
    })
    void aMemberWithoutASecretIsShown(String owner, String member) {
        assertThat(isSecret(owner, member)).isFalse();
    }
}
