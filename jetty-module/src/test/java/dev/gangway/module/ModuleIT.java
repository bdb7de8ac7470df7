package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The zip in a fresh base, as {@code docs/jetty-module.md} tells. */
class ModuleIT {
    private final Upstream upstream = new Upstream();
    private JettyBase base = JettyBase.empty();

    @AfterEach
    void stop() {
        base.close();
        upstream.close();
    }

    @Test
    void servesHttp1AndHttp2ClearText() throws Exception {
        base = JettyBase.withModules("http,http2c,gangway").routeTo(upstream.origin());
        checkAll(JettyBase.awaitReady(base.start()));
    }

    @Test
    void showsHealthAndMetrics() throws Exception {
        base = JettyBase.withModules("http,gangway").routeTo(upstream.origin());
        Gateway gateway = Gateway.of(JettyBase.awaitReady(base.start()), Version.HTTP_1_1);
        assertEquals("{\"status\":\"live\"}", gateway.get("/gangway/health").body());
        assertEquals("{\"status\":\"ready\"}", gateway.get("/gangway/ready").body());
        assertTrue(gateway.get("/gangway/metrics").body().contains("gangway_exchanges_active"));
    }

    @Test
    void isAddedToABaseThatHasHttp() throws Exception {
        base = JettyBase.withModules("http");
        base.configure("--add-modules=gangway");
        base.routeTo(upstream.origin());
        URI gateway = JettyBase.awaitReady(base.start());
        Gateway.of(gateway, Version.HTTP_1_1).checkAll(upstream);
    }

    @Test
    void runsOnTheModulePath() throws Exception {
        base = JettyBase.withModules("http,http2c,gangway").routeTo(upstream.origin());
        checkAll(JettyBase.awaitReady(base.start("--jpms")));
    }

    @Test
    void runsOnJava25WithVirtualThreads() throws Exception {
        Optional<Path> java25 = Build.java25();
        assumeTrue(java25.isPresent(), "no JDK 25 in $JAVA25_HOME or /usr/lib/jvm");
        base = JettyBase.withModules("http,http2c,threadpool-virtual,gangway").routeTo(upstream.origin());
        checkAll(JettyBase.awaitReady(base.java(java25.orElseThrow()).start()));
    }

    @Test
    void propertiesOfTheIniFileReachServerAndServlet() throws Exception {
        base = JettyBase.withModules("http,gangway").routeTo(upstream.origin());
        base.write("start.d/gangway.ini", """
                --modules=gangway
                gangway.contextPath=/llm
                gangway.uriCompliance=DEFAULT
                gangway.config=etc/gangway.yaml
                """);
        Gateway gateway = Gateway.of(JettyBase.awaitReady(base.start()), Version.HTTP_1_1);
        assertEquals(404, gateway.get("/openai_passthrough/v1/models").statusCode());
        assertEquals(400, gateway.get("/llm/openai_passthrough/v1/models/a%2Fb").statusCode());
    }

    @Test
    void jettysOwnPropertyIsHonoured() throws Exception {
        base = JettyBase.withModules("http,gangway").routeTo(upstream.origin());
        Child jetty = base.start("jetty.httpConfig.uriCompliance=DEFAULT", "jetty.httpConfig.sendServerVersion=true");
        Gateway gateway = Gateway.of(JettyBase.awaitReady(jetty), Version.HTTP_1_1);
        assertEquals(400, gateway.get("/openai_passthrough/v1/models/a%2Fb").statusCode());
        assertTrue(gateway.get("/openai_passthrough/v1/models")
                .headers()
                .firstValue("server")
                .isPresent());
    }

    @Test
    void aloneItWorksOnTheThreadsThatSelect() throws Exception {
        base = JettyBase.withModules("http,http2c,jmx,gangway,gangway-alone").routeTo(upstream.origin());
        Child jetty = base.start("gangway.contextPath=/llm");
        Gateway gateway = Gateway.of(JettyBase.awaitReady(jetty), Version.HTTP_1_1);
        assertEquals(404, gateway.get("/elsewhere").statusCode());
        assertEquals(200, gateway.get("/llm/openai_passthrough/v1/models").statusCode());
        MBeanServerConnection beans = Management.of(jetty).beans();
        Set<ObjectName> strategies = beans.queryNames(new ObjectName("*:type=adaptiveexecutionstrategy,*"), null);
        assertFalse(strategies.isEmpty(), jetty::toString);
        for (ObjectName strategy : strategies) {
            assertEquals(0L, beans.getAttribute(strategy, "ePCTasksConsumed"));
            assertEquals(0L, beans.getAttribute(strategy, "pECTasksExecuted"));
        }
    }

    @Test
    void aloneItServesAllElse() throws Exception {
        base = JettyBase.withModules("http,http2c,gangway,gangway-alone").routeTo(upstream.origin());
        checkAll(JettyBase.awaitReady(base.start()));
    }

    private void checkAll(URI gateway) throws Exception {
        Gateway.of(gateway, Version.HTTP_1_1).checkAll(upstream);
        Gateway.of(gateway, Version.HTTP_2).checkAll(upstream);
    }
}
