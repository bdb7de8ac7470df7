package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The module of Jetty's EE11 environment, made of that of EE10 by a rename: alone, and with the other in one server. */
class Ee11IT {

    private static final String JAR = "lib/gangway/gangway-proxy-servlets-ee11-" + Build.VERSION + ".jar";

    private final Upstream upstream = new Upstream();
    private JettyBase base = JettyBase.empty();

    @AfterEach
    void stop() {
        base.close();
        upstream.close();
    }

    @Test
    void servesAlone() throws Exception {
        base = JettyBase.withModules("http,http2c,gangway-server,gangway-ee11").routeTo(upstream.origin());
        URI gateway = JettyBase.awaitReady(base.start());
        Gateway.of(gateway, Version.HTTP_1_1).checkAll(upstream);
        Gateway.of(gateway, Version.HTTP_2).checkAll(upstream);
    }

    @Test
    void servesBesideEe10() throws Exception {
        base = JettyBase.withModules("http,http2c,gangway,gangway-ee11").routeTo(upstream.origin());
        Child jetty = base.start("gangway.ee11.contextPath=/ee11");
        URI gateway = JettyBase.awaitReady(jetty);
        Gateway.of(gateway, Version.HTTP_1_1).checkAll(upstream);
        Gateway.of(URI.create(gateway + "/ee11"), Version.HTTP_1_1).checkAll(upstream);
        Gateway.of(URI.create(gateway + "/ee11"), Version.HTTP_2).checkStream(upstream);
        assertEquals(List.of(), jetty.err().lines().filter(Ee11IT::isComplaint).toList());
    }

    private static boolean isComplaint(String line) {
        return line.contains("WARN") || line.contains("ERROR");
    }

    /** The same classes, none of which names what is not there. */
    @Test
    void theJarKnowsNoOtherEnvironment() throws Exception {
        List<String> classes = new ArrayList<>();
        boolean renamed = false;
        try (ZipFile zip = new ZipFile(Build.ZIP.toFile());
                InputStream file = zip.getInputStream(zip.getEntry(JAR));
                JarInputStream jar = new JarInputStream(file)) {
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                String bytes = new String(jar.readAllBytes(), StandardCharsets.ISO_8859_1);
                assertFalse(entry.getName().endsWith(".class") && bytes.contains("ee10"), entry.getName());
                renamed |= bytes.contains("org/eclipse/jetty/ee11/proxy/AsyncProxyServlet");
                classes.add(entry.getName());
            }
        }
        assertTrue(renamed);
        assertTrue(classes.contains("dev/gangway/GangwayServlet.class"));
        assertTrue(classes.contains("dev/gangway/config/gangway.yaml"));
    }
}
