package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The TLS connector takes a copy of httpConfig: the module must have changed it by then. */
class TlsIT {
    private static final String PASSWORD = "changeit";

    private final Upstream upstream = new Upstream();
    private JettyBase base = JettyBase.empty();

    @AfterEach
    void stop() {
        base.close();
        upstream.close();
    }

    @Test
    void settingsReachHttpsAndHttp2() throws Exception {
        base = JettyBase.withModules("https,http2,gangway").routeTo(upstream.origin());
        // Without its [before], gangway would come after a module that sorts before it and brings TLS along.
        base.write("modules/acme.mod", "[depend]\nhttps\n");
        base.configure("--add-modules=acme");
        Path keystore = keystore();
        Child jetty = base.start(
                "jetty.ssl.host=127.0.0.1",
                "jetty.ssl.port=0",
                "jetty.sslContext.keyStorePath=" + keystore,
                "jetty.sslContext.keyStorePassword=" + PASSWORD);
        URI gateway =
                URI.create("https://localhost:" + JettyBase.awaitReady(jetty).getPort());
        SSLContext trusting = trusting(keystore);
        for (Version version : List.of(Version.HTTP_1_1, Version.HTTP_2)) {
            HttpClient client = HttpClient.newBuilder()
                    .version(version)
                    .sslContext(trusting)
                    .build();
            new Gateway(gateway, client, version).checkAll(upstream);
        }
    }

    private Path keystore() {
        Path keystore = base.directory().resolve("etc/test.p12");
        Path keytool = Build.JAVA.resolveSibling("keytool");
        List<String> command = List.of(
                keytool.toString(),
                "-genkeypair",
                "-keystore",
                keystore.toString(),
                "-storepass",
                PASSWORD,
                "-storetype",
                "PKCS12",
                "-alias",
                "test",
                "-dname",
                "CN=localhost",
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-ext",
                "SAN=dns:localhost");
        try (Child child = Child.start(base.directory(), Map.of(), command)) {
            assertEquals(0, child.awaitExit(), child::toString);
        }
        return keystore;
    }

    private static SSLContext trusting(Path keystore) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            trusted.load(in, PASSWORD.toCharArray());
        }
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        roots.setCertificateEntry("test", trusted.getCertificate("test"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(roots);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
