package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.AbstractConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.junit.jupiter.api.Test;

/** Connections to an upstream are used again, but not for as long as it might have given them up, or moved. */
class PooledConnectionsTest {

    private static final byte[] OK = {'o', 'k'};

    @Test
    void areKeptForLessTimeThanProvidersKeepThem() throws Exception {
        try (RawUpstream upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 2", OK);
                TestGateway gateway = TestGateway.start(TestGateway.fourRoutes(upstream.origin()))) {
            String get = "GET /openai_passthrough/v1/models HTTP/1.1\nHost: h\nConnection: close";
            assertEquals(
                    "ok", RawClient.exchange(gateway.port(), get, new byte[0]).text());
            HttpClient client =
                    (HttpClient) gateway.context().getServletContext().getAttribute("gangway.HttpClient");
            assertTrue(client.getIdleTimeout() <= TimeUnit.SECONDS.toMillis(60), client::dump);
            HttpDestination destination =
                    (HttpDestination) client.getDestinations().get(0);
            long life = ((AbstractConnectionPool) destination.getConnectionPool()).getMaxDuration();
            assertTrue(life > 0 && life <= TimeUnit.MINUTES.toMillis(10), "kept for " + life);
            assertTrue(client.getRequestBufferSize() >= 16 * 1024 && client.getResponseBufferSize() >= 16 * 1024);
            assertTrue(client.getMaxConnectionsPerDestination() >= 4096);
        }
    }
}
