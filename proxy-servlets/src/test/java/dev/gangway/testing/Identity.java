package dev.gangway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** A key with a self-signed certificate, in a key store and in PEM files, made by the JDK's {@code keytool}. */
public final class Identity {

    public static final String PASSWORD = "changeit";

    private final KeyStore store = KeyStore.getInstance("PKCS12");
    private final Path certificate;
    private final Path key;

    /** Makes one for {@code name}; {@code algorithm} as {@code EC} or {@code RSA}, {@code names} as {@code dns:a,ip:1.2.3.4}. */
    public Identity(Path directory, String name, String algorithm, String names) throws Exception {
        Path file = directory.resolve(name + ".p12");
        String arguments = "-genkeypair -alias it -keyalg " + algorithm + " -dname CN=" + name + " -ext san=" + names
                + " -validity 2 -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + file;
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder((keytool + " " + arguments).split(" "))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("keytool failed");
        }
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        Key secret = store.getKey("it", PASSWORD.toCharArray());
        certificate = pem(
                directory.resolve(name + ".crt"),
                "CERTIFICATE",
                store.getCertificate("it").getEncoded());
        key = pem(directory.resolve(name + ".key"), "PRIVATE KEY", secret.getEncoded());
    }

    private static Path pem(Path file, String label, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        String block = "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
        return Files.writeString(file, "# a comment -- as tools write them\n" + block)
                .toAbsolutePath();
    }

    public KeyStore store() {
        return store;
    }

    /** The PEM file of the certificate, absolute. */
    public Path certificate() {
        return certificate;
    }

    /** The PEM file of the private key, absolute. */
    public Path key() {
        return key;
    }
}
