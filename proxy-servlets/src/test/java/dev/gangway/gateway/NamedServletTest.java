package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.AnthropicPassthroughServlet;
import dev.gangway.AzurePassthroughServlet;
import dev.gangway.GenAiPassthroughServlet;
import dev.gangway.OpenAiPassthroughServlet;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import jakarta.servlet.ServletException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.servlet.ServletMapping;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verifies the four servlets that users put into a web.xml: mappings, init parameters, and what is said of mistakes. */
class NamedServletTest {

    private static RawUpstream upstream;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 2", new byte[] {'o', 'k'});
    }

    @AfterAll
    static void stop() {
        upstream.close();
    }

    /** A web.xml with one servlet; parameters are written {@code name=value}, {@code @} is the upstream. */
    private static TestGateway deploy(
            Class<? extends NamedServlet> servlet, String contextPath, List<String> mappings, String... parameters)
            throws Exception {
        return TestGateway.start(contextPath, context -> {
            ServletMapping mapping = new ServletMapping();
            mapping.setServletName("named");
            mapping.setPathSpecs(mappings.toArray(String[]::new));
            context.getServletHandler().addServlet(holder(servlet, parameters));
            context.getServletHandler().addServletMapping(mapping);
        });
    }

    private static ServletHolder holder(Class<? extends NamedServlet> servlet, String... parameters) {
        ServletHolder holder = new ServletHolder("named", servlet);
        holder.setInitOrder(1);
        holder.setAsyncSupported(true);
        for (String parameter : parameters) {
            String[] pair = parameter.split("=", 2);
            holder.setInitParameter(pair[0], pair[1].replace("@", upstream.origin()));
        }
        return holder;
    }

    private static HttpMessage get(TestGateway gateway, String target, String host) throws Exception {
        return RawClient.exchange(gateway.port(), "GET " + target + " HTTP/1.1\nHost: " + host, new byte[0]);
    }

    @Test
    void eachServesItsProviderFromInitParameters() throws Exception {
        try (TestGateway gateway =
                deploy(OpenAiPassthroughServlet.class, "/", List.of("/o/*"), "key=k1", "target=@/base")) {
            assertServes(gateway, "/o/v1/models?a=1", "/base/v1/models?a=1", Map.of("authorization", "Bearer k1"));
        }
        try (TestGateway gateway =
                deploy(AnthropicPassthroughServlet.class, "/", List.of("/a/*"), "key= k2 ", "target=@")) {
            assertServes(
                    gateway,
                    "/a/v1/messages",
                    "/v1/messages",
                    Map.of("x-api-key", "k2", "anthropic-version", "2023-06-01"));
        }
        try (TestGateway gateway = deploy(
                AzurePassthroughServlet.class,
                "/",
                List.of("/z/*"),
                "key=k3",
                "endpoint=@",
                "api-version=2024-10-21")) {
            assertServes(
                    gateway,
                    "/z/openai/deployments/d/x",
                    "/openai/deployments/d/x?api-version=2024-10-21",
                    Map.of("api-key", "k3"));
        }
        try (TestGateway gateway = deploy(GenAiPassthroughServlet.class, "/", List.of("/g/*"), "key=k4", "target=@")) {
            assertServes(gateway, "/g/v1beta/models", "/v1beta/models", Map.of("x-goog-api-key", "k4"));
        }
    }

    private static void assertServes(TestGateway gateway, String target, String expected, Map<String, String> headers)
            throws Exception {
        assertEquals(200, get(gateway, target, "localhost").status());
        HttpMessage request = upstream.take();
        assertEquals(expected, request.target());
        headers.forEach((name, value) -> assertEquals(List.of(value), request.headers(name)));
    }

    @Test
    void severalMappingsBelowAContextPath() throws Exception {
        try (TestGateway gateway = deploy(
                OpenAiPassthroughServlet.class,
                "/llm",
                List.of("/one/*", "/two/deep/*", "/exact", "*.txt"),
                "key=k",
                "target=@")) {
            assertServes(gateway, "/llm/one/v1/models", "/v1/models", Map.of());
            assertServes(gateway, "/llm/two/deep/v1/models", "/v1/models", Map.of());
            assertServes(gateway, "/llm/one", "/", Map.of());
            assertEquals("no-route", get(gateway, "/llm/exact", "localhost").header("gangway-error"));
            assertEquals(404, get(gateway, "/llm/two/v1/models", "localhost").status());
            assertEquals(404, get(gateway, "/one/v1/models", "localhost").status());
        }
    }

    @Test
    void ofAConfigurationFileOnlyItsOwnProvidersRoutes() throws Exception {
        String file = file(TestGateway.fourRoutes(upstream.origin()));
        try (TestGateway gateway = deploy(OpenAiPassthroughServlet.class, "/", List.of("/*"), "config=" + file)) {
            assertServes(
                    gateway,
                    "/openai_passthrough/v1/models",
                    "/v1/models",
                    Map.of("authorization", "Bearer upstream-openai-key"));
            for (String other : List.of("/anthropic_passthrough/x", "/azure_passthrough/x", "/genai_passthrough/x")) {
                assertEquals("no-route", get(gateway, other, "localhost").header("gangway-error"));
            }
        }
    }

    /** The path in the file, not the place among those that are served. */
    @Test
    void messagesNameTheSettingOfTheFile() throws Exception {
        String file = file("""
                routes:
                  - { path: /openai, provider: openai, keys: [{ value: k }] }
                  - { path: /genai, provider: genai, vertex: { keys: [{ access-token: t }] } }
                """);
        try (TestGateway gateway = deploy(GenAiPassthroughServlet.class, "/", List.of("/*"), "config=" + file)) {
            String gemini = get(gateway, "/genai/v1beta/models", "localhost").text();
            String vertex =
                    get(gateway, "/genai/v1/publishers/google/x", "localhost").text();

            assertTrue(gemini.contains("set routes[1].keys."), gemini);
            assertTrue(vertex.contains("set routes[1].vertex.project."), vertex);
        }
    }

    @Test
    void messagesNameTheInitParameter() throws Exception {
        try (TestGateway gateway = deploy(GenAiPassthroughServlet.class, "/", List.of("/genai/*"), "key=k")) {
            String path = "/genai/v1/projects/p/locations/eu/publishers/google/models/m:x";
            String text = get(gateway, path, "localhost").text();

            assertTrue(
                    text.contains(
                            "set the init parameter config of servlet named to a file with routes[].vertex.keys."),
                    text);
        }
    }

    private static String file(String yaml) throws Exception {
        Path directory = Files.createDirectories(Path.of("target", "test-config"));
        return Files.writeString(Files.createTempFile(directory, "named", ".yaml"), yaml)
                .toString();
    }

    @Test
    void whoMayCall() throws Exception {
        try (TestGateway closed = deploy(OpenAiPassthroughServlet.class, "/", List.of("/o/*"), "key=k", "target=@");
                TestGateway open = deploy(
                        OpenAiPassthroughServlet.class, "/", List.of("/o/*"), "key=k", "target=@", "callers=anyone")) {
            assertEquals(403, get(closed, "/o/x", "evil.com").status());
            assertEquals(200, get(open, "/o/x", "evil.com").status());
            upstream.take();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/exact, key=k, needs a mapping such as /openai_passthrough/*",
        "/*, key=k, needs a mapping such as /openai_passthrough/*",
        "/, key=k, needs a mapping such as /openai_passthrough/*",
        "/o/*, target=ftp://x, target: must be an absolute URL",
        "/o/*, callers=everyone, access.callers: must be one of",
        "/o/*, callers=keys, access.keys",
        "/o/*, key=two words, keys[0].value:",
        "/o/*, key=${NO_SUCH_VARIABLE_HERE}, NO_SUCH_VARIABLE_HERE is not set",
        "/o/*, config=no/such/file.yaml, no/such/file.yaml",
        "/gangway/*, key=k, path:",
    })
    void mistakesAreNamedAndStopTheStart(String mapping, String parameter, String message) {
        ServletException failure = assertThrows(
                ServletException.class, () -> deploy(OpenAiPassthroughServlet.class, "/", List.of(mapping), parameter));

        String said = String.valueOf(failure.getMessage());
        assertTrue(said.contains(message), said);
        assertTrue(said.contains("named") || parameter.startsWith("config="), said);
    }

    @Test
    void aFileWithoutARouteOfItsProvider() throws Exception {
        String file = file("routes: [{ path: /genai, provider: genai }]");

        ServletException failure = assertThrows(
                ServletException.class,
                () -> deploy(AzurePassthroughServlet.class, "/", List.of("/*"), "config=" + file));

        assertEquals("The configuration of servlet named has no route with provider: azure", failure.getMessage());
    }
}
