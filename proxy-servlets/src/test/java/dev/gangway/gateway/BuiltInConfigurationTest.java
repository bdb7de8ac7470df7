package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.AnthropicPassthroughServlet;
import dev.gangway.AzurePassthroughServlet;
import dev.gangway.GangwayServlet;
import dev.gangway.GenAiPassthroughServlet;
import dev.gangway.OpenAiPassthroughServlet;
import dev.gangway.testing.ForkedJvm;
import dev.gangway.testing.ForkedJvm.Ended;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.TestGateway;
import jakarta.servlet.Servlet;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Verifies that the gateway starts with no configuration and no environment, and says on use which variable to set. */
class BuiltInConfigurationTest {

    private static final Map<String, String> VARIABLES = new TreeMap<>(Map.of(
            "/openai_passthrough/v1/models", "OPENAI_API_KEY",
            "/anthropic_passthrough/v1/messages", "ANTHROPIC_API_KEY",
            "/azure_passthrough/openai/v1/models", "AZURE_OPENAI_API_KEY",
            "/azure_passthrough/v1/messages", "AZURE_OPENAI_API_KEY",
            "/genai_passthrough/v1beta/models", "GEMINI_API_KEY",
            "/genai_passthrough/v1/publishers/google/models/m", "VERTEX_ACCESS_TOKEN"));

    @ParameterizedTest
    @ValueSource(strings = {"one", "four"})
    void everyRouteNamesItsVariable(String servlets) throws Exception {
        Ended ended = new ForkedJvm().run(Calls.class, servlets);

        assertEquals(0, ended.exit(), ended.err());
        String[] lines = ended.out().split("\n");
        assertEquals(VARIABLES.size(), lines.length, ended.out());
        int i = 0;
        for (Map.Entry<String, String> expected : VARIABLES.entrySet()) {
            String line = lines[i++];
            assertTrue(line.startsWith(expected.getKey() + " 503 no-credential false "), line);
            // A named servlet has no block of its own for Vertex.
            boolean named = servlets.equals("four") && line.contains("publishers");
            assertTrue(line.contains(named ? "set the init parameter config of servlet " : expected.getValue()), line);
        }
    }

    /** The key alone is not enough for Azure, and a key that is there is not printed. */
    @ParameterizedTest
    @ValueSource(strings = {"one", "four"})
    void azureWithoutAnEndpoint(String servlets) throws Exception {
        Ended ended =
                new ForkedJvm().variable("AZURE_OPENAI_API_KEY", "hush-azure").run(Calls.class, servlets);

        String azure = ended.out()
                .lines()
                .filter(line -> line.startsWith("/azure_passthrough/openai"))
                .findFirst()
                .orElseThrow();
        assertTrue(azure.contains(" 503 no-credential false "), azure);
        assertTrue(azure.contains("no Azure endpoint") && azure.contains("AZURE_OPENAI_ENDPOINT"), azure);
        assertFalse((ended.out() + ended.err()).contains("hush-"), ended.err());
    }

    /** Prints for each path: status, error, retry advice, message. */
    static final class Calls {
        public static void main(String... servlets) throws Exception {
            boolean one = servlets[0].equals("one");
            try (TestGateway gateway = TestGateway.start("/", one ? Calls::one : Calls::four)) {
                for (String path : VARIABLES.keySet()) {
                    HttpMessage answer = RawClient.exchange(
                            gateway.port(), "GET " + path + " HTTP/1.1\nHost: localhost", new byte[0]);
                    System.out.printf(
                            "%s %d %s %s %s%n",
                            path,
                            answer.status(),
                            answer.header("gangway-error"),
                            answer.header("x-should-retry"),
                            new JsonMapper()
                                    .readTree(answer.body())
                                    .at("/error/message")
                                    .asString());
                }
            }
        }

        private static void one(ServletContextHandler context) {
            add(context, GangwayServlet.class, "/*");
        }

        private static void four(ServletContextHandler context) {
            add(context, OpenAiPassthroughServlet.class, "/openai_passthrough/*");
            add(context, AnthropicPassthroughServlet.class, "/anthropic_passthrough/*");
            add(context, AzurePassthroughServlet.class, "/azure_passthrough/*");
            add(context, GenAiPassthroughServlet.class, "/genai_passthrough/*");
        }

        private static void add(ServletContextHandler context, Class<? extends Servlet> servlet, String mapping) {
            context.addServlet(servlet, mapping).setInitOrder(1);
        }
    }
}
