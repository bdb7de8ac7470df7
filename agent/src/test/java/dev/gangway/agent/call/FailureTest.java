package dev.gangway.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.observe.ExchangeRecord.End;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Verifies whose fault a failure is said to be. */
class FailureTest {

    @Test
    void nothingFailed() {
        assertEquals(End.COMPLETE, Failure.end(null, null, true));
        assertEquals(End.COMPLETE, Failure.end(null, new EOFException(), true));
    }

    @Test
    void whatNobodyGaveUpIsTheUpstreams() {
        assertEquals(End.UPSTREAM_FAILED, Failure.end(new EOFException(), null, true));
    }

    @Test
    void whatAProxyGaveUpIsItsClients() {
        assertEquals(End.CLIENT_ABORTED, Failure.end(new IOException(), new IOException(), true));
    }

    @Test
    void whatJettyGaveUpIsTheUpstreams() {
        for (Exception cause : new Exception[] {
            new ConnectException(), new TimeoutException(), new RejectedExecutionException(), new EOFException()
        }) {
            assertEquals(End.UPSTREAM_FAILED, Failure.end(cause, cause, false), cause.toString());
        }
    }

    @Test
    void hasTheGatewaysCodes() {
        assertEquals("upstream-timeout", Failure.code(new TimeoutException()));
        assertEquals("overloaded", Failure.code(new RejectedExecutionException()));
        assertEquals("upstream-unreachable", Failure.code(new ConnectException()));
    }
}
