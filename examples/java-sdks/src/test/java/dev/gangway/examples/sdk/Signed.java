package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gangway.examples.standin.Received;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.SigV4Check;
import java.util.List;

/** What AWS would find out about a request that arrived. */
final class Signed {
    private static final String ID = "AKIAOPERATOR";
    private static final String SECRET = "operator-secret";

    private Signed() {}

    /** The provider got this alone, signed by the operator's key over all that it has to cover. */
    static void assertReceived(Bench bench, String request, String service) {
        assertEquals(1, bench.provider().received().size(), "requests");
        Received received = bench.provider().received().get(0);
        assertEquals(request, received.method() + " " + received.target());
        assertNull(SigV4Check.problem(message(received), ID, SECRET, "us-east-1", service));
        assertFalse(received.headers().toString().contains(Gateway.KEY), "the client's key in a header");
    }

    private static HttpMessage message(Received received) {
        List<String[]> headers = received.headers().stream()
                .map(header -> new String[] {header.name(), header.value()})
                .toList();
        String line = received.method() + " " + received.target() + " HTTP/1.1";
        return new HttpMessage(line, headers, received.body(), true);
    }
}
