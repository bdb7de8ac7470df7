package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.GangwayServlet;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawH2;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A fault of ours between an upstream's head and the client: an error in the provider's shape, not half an answer. */
class FaultInternalTest {

    private static RawUpstream upstream;
    private static TestGateway gateway;

    /** Something in the container that does not take a header, as a filter may be. */
    private static final class Picky extends HttpServletResponseWrapper {
        Picky(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void addHeader(String name, String value) {
            if (name.equalsIgnoreCase("x-fault")) {
                throw new IllegalArgumentException("secret words");
            }
            super.addHeader(name, value);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering(
                "HTTP/1.1 200 OK\nContent-Type: text/plain\nX-Before: 1\nX-Fault: 1\nContent-Length: 2",
                "ok".getBytes(StandardCharsets.US_ASCII));
        Path directory = Files.createDirectories(Path.of("target", "test-config"));
        Path file = Files.createTempFile(directory, "internal", ".yaml");
        Files.writeString(file, TestGateway.fourRoutes(upstream.origin()));
        ServletHolder servlet = new ServletHolder("gangway", GangwayServlet.class);
        servlet.setInitParameter("config", file.toString());
        Filter wrapping =
                (request, response, chain) -> chain.doFilter(request, new Picky((HttpServletResponse) response));
        FilterHolder filter = new FilterHolder(wrapping);
        filter.setAsyncSupported(true);
        gateway = TestGateway.start("/", context -> {
            context.addServlet(servlet, "/*");
            context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        });
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    private static void assertInternal(HttpMessage answer) {
        assertEquals(500, answer.status());
        assertEquals("internal", answer.header("gangway-error"));
        assertEquals("application/json", answer.header("content-type"));
        assertNull(answer.header("x-before"));
        assertTrue(answer.complete());
        assertTrue(answer.text().contains("\"code\":\"internal\""), answer::text);
        assertTrue(answer.text().contains(String.valueOf(answer.header("gangway-request-id"))), answer::text);
    }

    @Test
    void overHttp1() throws Exception {
        String head = "GET /openai_passthrough/v1/models HTTP/1.1\nHost: h\nConnection: close";
        assertInternal(RawClient.exchange(gateway.port(), head, new byte[0]));
    }

    @Test
    void overHttp2() throws Exception {
        assertInternal(RawH2.exchange(
                gateway.port(),
                ":method",
                "GET",
                ":scheme",
                "http",
                ":path",
                "/openai_passthrough/v1/models",
                ":authority",
                "h"));
    }
}
