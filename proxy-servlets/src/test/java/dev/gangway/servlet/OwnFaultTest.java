package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.gateway.ConfiguredServlet;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fault of the gateway's own, before the upstream call is under way, is answered at once. */
class OwnFaultTest {

    /** Fails when all is ready to be sent. */
    public static final class Faulty extends ConfiguredServlet {
        @Override
        protected void sendProxyRequest(HttpServletRequest client, HttpServletResponse response, Request upstream) {
            throw new IllegalStateException("as planned");
        }
    }

    @Test
    void isAnswered(@TempDir Path directory) throws Exception {
        try (RawUpstream upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 0", new byte[0])) {
            Path config =
                    Files.writeString(directory.resolve("gangway.yaml"), TestGateway.fourRoutes(upstream.origin()));
            ServletHolder holder = new ServletHolder(new Faulty());
            holder.setInitParameter("config", config.toString());
            try (TestGateway gateway = TestGateway.start("/", context -> context.addServlet(holder, "/*"))) {
                HttpMessage answer = RawClient.exchange(
                        gateway.port(),
                        "POST /openai_passthrough/v1/x HTTP/1.1\nHost: localhost\nContent-Length: 2\nConnection: close",
                        new byte[2]);
                assertEquals(500, answer.status());
                assertEquals("internal", answer.header("gangway-error"));
            }
        }
    }
}
