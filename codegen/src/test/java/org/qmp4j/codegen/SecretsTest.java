package org.qmp4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
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
        "human-monitor-command, command-line",
        "send-key, keys",
        "InputKeyEvent, key",
        "sev-inject-launch-secret, secret",
    })
    void whatHoldsASecretIsOne(String owner, String member) {
        assertThat(Secrets.isSecret(owner, member)).isTrue();
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
    })
    void aNameThatOnlyRefersIsNone(String owner, String member) {
        assertThat(Secrets.isSecret(owner, member)).isFalse();
    }
}
