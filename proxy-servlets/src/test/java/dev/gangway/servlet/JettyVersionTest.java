package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Jetty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of {@code jetty12.0} are run with that Jetty, and those here with ours. */
class JettyVersionTest {

    @ParameterizedTest
    @ValueSource(
            classes = {Jetty.class, Server.class, HttpClient.class, ServletContextHandler.class, HTTP2Connection.class})
    void isTheOneThatIsToBeTested(Class<?> type) {
        String jar = String.valueOf(type.getProtectionDomain().getCodeSource().getLocation());
        String version = jar.substring(jar.lastIndexOf('-') + 1).replace(".jar", "");
        assertEquals(System.getProperty("gangway.jetty"), version, jar);
    }
}
