package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gangway.examples.standin.Received;
import dev.gangway.examples.standin.StandInProvider;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A gateway before a stand-in provider for the length of a test class, and what the provider received. */
final class Bench implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    static final Map<String, String> OPENAI = Map.of("authorization", "Bearer operator-openai-key");
    static final Map<String, String> ANTHROPIC = Map.of("x-api-key", "operator-anthropic-key");
    static final Map<String, String> AZURE = Map.of("api-key", "operator-azure-key");
    static final Map<String, String> CLAUDE_ON_AZURE =
            Map.of("api-key", "operator-azure-key", "x-api-key", "operator-azure-key");
    static final Map<String, String> GEMINI = Map.of("x-goog-api-key", "operator-gemini-key");
    static final Map<String, String> VERTEX = Map.of("authorization", "Bearer operator-vertex-token");

    private static final List<String> CREDENTIALS =
            List.of("authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie", "gangway-key");

    private final String config;
    private StandInProvider provider;
    private Gateway gateway;

    Bench() {
        this("gangway.yaml");
    }

    Bench(String config) {
        this.config = config;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        provider = StandInProvider.start(0);
        gateway = Gateway.start(provider.uri(), config);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        provider.clear();
        gateway.arrived().clear();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        gateway.close();
        provider.close();
    }

    StandInProvider provider() {
        return provider;
    }

    Gateway gateway() {
        return gateway;
    }

    /** The base URL for an SDK. */
    String url(String path) {
        return gateway.url(path);
    }

    /** The provider got this and nothing else, with the operator's credentials and none of the client's. */
    Received assertReceived(String request, Map<String, String> credentials) {
        assertEquals(1, provider.received().size(), "requests");
        return assertReceived(0, request, credentials);
    }

    Received assertReceived(int index, String request, Map<String, String> credentials) {
        Received received = provider.received().get(index);
        assertEquals(request, received.method() + " " + received.target());
        assertEquals(new TreeMap<>(credentials), credentials(received));
        assertFalse(received.headers().toString().contains(Gateway.KEY), "the client's key in a header");
        return received;
    }

    private static Map<String, String> credentials(Received received) {
        Map<String, String> found = new TreeMap<>();
        for (String name : CREDENTIALS) {
            List<String> values = received.values(name);
            if (!values.isEmpty()) {
                found.put(name, String.join(" and ", values));
            }
        }
        return found;
    }
}
