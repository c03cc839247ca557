package org.qmp4j.it.support;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A certificate authority for one test, made with the JVM's keytool. */
public final class TestAuthority {
    private static final String PASSWORD = "only-for-tests";
    private static final String AUTHORITY = "authority";

    private final Path folder;
    private final Path store;

    private TestAuthority(Path folder) {
        this.folder = folder;
        this.store = folder.resolve("store.p12");
    }

    /** A new authority, with its files in a new folder at that path. */
    public static TestAuthority make(Path folder) throws Exception {
        TestAuthority made = new TestAuthority(Files.createDirectory(folder));
        made.keytool(AUTHORITY, "-ext", "bc:critical=ca:true", "-ext", "ku:critical=keyCertSign");
        return made;
    }

    /**
     * Issues a server's certificate for these names.
     *
     * @param names as keytool writes them, such as {@code dns:localhost}
     * @return the folder that QEMU's {@code tls-creds-x509} reads
     */
    public Path issueServer(String alias, String names) throws Exception {
        keytool(
                alias,
                "-signer",
                AUTHORITY,
                "-ext",
                "ku=digitalSignature,keyEncipherment",
                "-ext",
                "eku=serverAuth",
                "-ext",
                "san=" + names);
        Path made = Files.createDirectory(folder.resolve(alias));
        KeyStore all = load();
        writePem(
                made.resolve("ca-cert.pem"),
                "CERTIFICATE",
                certificate(all, AUTHORITY).getEncoded());
        writePem(
                made.resolve("server-cert.pem"),
                "CERTIFICATE",
                certificate(all, alias).getEncoded());
        writePem(
                made.resolve("server-key.pem"),
                "PRIVATE KEY",
                all.getKey(alias, PASSWORD.toCharArray()).getEncoded());
        return made;
    }

    /** Issues a client's certificate. */
    public void issueClient(String alias) throws Exception {
        keytool(alias, "-signer", AUTHORITY, "-ext", "ku=digitalSignature", "-ext", "eku=clientAuth");
    }

    /** The TLS settings of a client that trusts this authority and has no certificate. */
    public SSLContext trusting() throws Exception {
        return context(null);
    }

    /** The TLS settings of a client that trusts this authority and has a certificate of this or another one. */
    public SSLContext trustingAndShowing(TestAuthority issuer, String alias) throws Exception {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        KeyStore all = issuer.load();
        char[] password = PASSWORD.toCharArray();
        own.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, password);
        return context(keys.getKeyManagers());
    }

    private SSLContext context(KeyManager @Nullable [] own) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(AUTHORITY, certificate(load(), AUTHORITY));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own, trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    private static Certificate certificate(KeyStore store, String alias) throws GeneralSecurityException {
        Certificate found = store.getCertificate(alias);
        if (found == null) {
            throw new IllegalStateException("no certificate " + alias);
        }
        return found;
    }

    private void keytool(String alias, String... more) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(List.of("-genkeypair", "-alias", alias, "-dname", "CN=qmp4j test " + alias));
        command.addAll(List.of("-keyalg", "Ed25519", "-validity", "2", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        command.addAll(List.of(more));
        Path words = folder.resolve("words");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(words.toFile())
                .start();
        if (!process.waitFor(2 * Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("keytool does not end");
        }
        if (process.exitValue() != 0) {
            throw new IOException("keytool failed: " + Files.readString(words));
        }
    }

    private static void writePem(Path file, String kind, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n", US_ASCII);
    }
}
