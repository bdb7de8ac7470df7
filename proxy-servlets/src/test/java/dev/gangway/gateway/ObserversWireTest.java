package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.GangwayServlet;
import dev.gangway.observe.ExchangeListener;
import dev.gangway.observe.ExchangeRecord;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.GZIPOutputStream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What watches a running gateway: bodies in the file, spans, MBeans, the host's registry, users' listeners. */
@Timeout(60)
class ObserversWireTest {

    private static final String ANSWER = """
            {"id":"c-1","model":"gpt-4o-2024-08-06","api_key":"sk-abcdefghijklmnop","note":"upstream-openai-key",
             "usage":{"prompt_tokens":9,"completion_tokens":3}}""";
    private static final String BODY = "{\"model\":\"gpt-4o\",\"mail\":\"a@example.com\"}";

    @TempDir
    Path folder;

    private static RawUpstream upstream(String headers, byte[] body) throws Exception {
        return RawUpstream.answering(
                "HTTP/1.1 200 OK\nContent-Type: application/json" + headers + "\nContent-Length: " + body.length, body);
    }

    private static RawUpstream upstream() throws Exception {
        return upstream("", ANSWER.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpMessage chat(TestGateway gateway, String route) throws Exception {
        return RawClient.exchange(
                gateway.port(),
                "POST " + route + "/v1/chat/completions HTTP/1.1\nHost: h\nConnection: close\n"
                        + "Content-Type: application/json\ntraceparent: 00-aa-bb-01\nContent-Length: " + BODY.length(),
                BODY.getBytes(StandardCharsets.UTF_8));
    }

    private static TestGateway start(Path folder, String yaml, Consumer<ServletContextHandler> setup) throws Exception {
        Path file = Files.writeString(folder.resolve("gangway.yaml"), yaml);
        return TestGateway.start("/", context -> {
            ServletHolder holder = new ServletHolder("gangway", GangwayServlet.class);
            holder.setInitParameter("config", file.toString());
            holder.setInitOrder(1);
            context.addServlet(holder, "/*");
            setup.accept(context);
        });
    }

    private JsonNode bodies(String settings, RawUpstream upstream) throws Exception {
        Path file = folder.resolve("records.jsonl");
        String yaml = "records: { file: \"" + file + "\", bodies: { redact: [\"[a-z]+@example[.]com\"] } }\n"
                + TestGateway.fourRoutes(upstream.origin())
                        .replaceFirst(
                                "provider: openai", "provider: openai\n    records: { bodies: " + settings + " }");
        try (TestGateway gateway = start(folder, yaml, context -> {})) {
            assertEquals(200, chat(gateway, "/openai_passthrough").status());
        }
        return new JsonMapper().readTree(Files.readString(file)).path("bodies");
    }

    @Test
    void bodiesAreKeptWithoutWhatIsSecret() throws Exception {
        try (RawUpstream upstream = upstream()) {
            JsonNode bodies = bodies("{}", upstream);
            assertEquals(
                    "{\"model\":\"gpt-4o\",\"mail\":\"****\"}",
                    bodies.get("request").get("text").asString());
            assertEquals(
                    ANSWER.replace("sk-abcdefghijklmnop", "****").replace("upstream-openai-key", "****"),
                    bodies.get("response").get("text").asString());
        }
    }

    @Test
    void aGzippedAnswerIsInflatedAndCut() throws Exception {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(("{\"x\":\"" + "y".repeat(100_000) + "\"}").getBytes(StandardCharsets.UTF_8));
        }
        try (RawUpstream upstream = upstream("\nContent-Encoding: gzip", gzip.toByteArray())) {
            JsonNode response = bodies("{ limit: 10, request: false }", upstream);
            assertFalse(response.has("request"));
            assertEquals("{\"x\":\"yyyy", response.get("response").get("text").asString());
            assertTrue(response.get("response").get("truncated").asBoolean());
        }
    }

    @Test
    void whatIsNoTextIsNamedAndLeftOut() throws Exception {
        byte[] bytes = {1, 2, 3};
        try (RawUpstream upstream =
                RawUpstream.answering("HTTP/1.1 200 OK\nContent-Type: audio/mpeg\nContent-Length: 3", bytes)) {
            assertEquals(
                    "content-type audio/mpeg",
                    bodies("{}", upstream).get("response").get("omitted").asString());
        }
    }

    @Test
    void bodiesAreOffUnlessTheRouteSaysSo() throws Exception {
        try (RawUpstream upstream = upstream()) {
            Path file = folder.resolve("records.jsonl");
            String yaml = "records: { file: \"" + file + "\", bodies: { limit: 1KiB } }\n"
                    + TestGateway.fourRoutes(upstream.origin());
            try (TestGateway gateway = start(folder, yaml, context -> {})) {
                chat(gateway, "/openai_passthrough");
            }
            assertFalse(Files.readString(file).contains("bodies"));
        }
    }

    @Test
    void theSpanOfTheRequestIsTold() throws Exception {
        InMemorySpanExporter exporter = InMemorySpanExporter.create();
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build();
                RawUpstream upstream = upstream()) {
            Tracer tracer = provider.get("test");
            // As an agent does: the span is current while the servlet is called, and ends with the exchange.
            Filter agent = (request, response, chain) -> {
                Span span = tracer.spanBuilder("POST").startSpan();
                try (Scope scope = span.makeCurrent()) {
                    chain.doFilter(request, response);
                } finally {
                    endWith(request, span);
                }
            };
            try (TestGateway gateway = start(folder, TestGateway.fourRoutes(upstream.origin()), context -> {
                FilterHolder filter = new FilterHolder(agent);
                filter.setAsyncSupported(true);
                context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
            })) {
                chat(gateway, "/openai_passthrough");
                assertEquals("00-aa-bb-01", upstream.take().header("traceparent"));
                awaitSpan(exporter);
            }
            Attributes told = exporter.getFinishedSpanItems().get(0).getAttributes();
            assertEquals("chat", told.get(AttributeKey.stringKey("gen_ai.operation.name")));
            assertEquals("gpt-4o", told.get(AttributeKey.stringKey("gen_ai.request.model")));
            assertEquals("gpt-4o-2024-08-06", told.get(AttributeKey.stringKey("gen_ai.response.model")));
            assertEquals(9L, told.get(AttributeKey.longKey("gen_ai.usage.input_tokens")));
            assertEquals("complete", told.get(AttributeKey.stringKey("gangway.end")));
        }
    }

    /** The container tells of the end after the client has its answer. */
    private static void awaitSpan(InMemorySpanExporter exporter) throws InterruptedException {
        for (int i = 0; i < 500 && exporter.getFinishedSpanItems().isEmpty(); i++) {
            Thread.sleep(10);
        }
    }

    /** Ends {@code span} when the container is done with {@code request}: the last chance to add to it has passed. */
    private static void endWith(ServletRequest request, Span span) {
        try {
            request.getAsyncContext().addListener(new EndOfSpan(span));
        } catch (IllegalStateException e) {
            span.end();
        }
    }

    private record EndOfSpan(Span span) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            span.end();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }

    @Test
    void everyRouteAndKeyHasAnMBeanWhileItIsServed() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName all = new ObjectName("dev.gangway:type=Route,context=\"/jmx\",*");
        try (RawUpstream upstream = upstream()) {
            try (TestGateway gateway =
                    TestGateway.start(TestGateway.fourRoutes(upstream.origin()), "/jmx", holder -> {})) {
                assertEquals(5, server.queryNames(all, null).size());
                ObjectName route = new ObjectName(
                        "dev.gangway:type=Route,context=\"/jmx\",route=\"/openai_passthrough\",key=\"main\"");
                chat(gateway, "/jmx/openai_passthrough");
                long end = System.nanoTime() + 10_000_000_000L;
                while ((long) server.getAttribute(route, "Exchanges") == 0 && System.nanoTime() < end) {
                    Thread.sleep(5);
                }
                assertEquals(1L, server.getAttribute(route, "Exchanges"));
                assertEquals(9L, server.getAttribute(route, "InputTokens"));
                assertEquals(0L, server.getAttribute(route, "Errors"));
                assertEquals(0, server.getAttribute(route, "InFlight"));
            }
            assertEquals(Set.of(), server.queryNames(all, null));
        }
    }

    @Test
    void theHostsOwnRegistryIsUsed() throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (RawUpstream upstream = upstream()) {
            try (TestGateway gateway = start(
                    folder,
                    TestGateway.fourRoutes(upstream.origin()),
                    context -> context.setAttribute(MeterRegistry.class.getName(), registry))) {
                chat(gateway, "/openai_passthrough");
                String get = "GET /gangway/metrics HTTP/1.1\nHost: h\nConnection: close";
                assertEquals(
                        404,
                        RawClient.exchange(gateway.port(), get, new byte[0]).status());
            }
            assertEquals(
                    9,
                    registry.get("gen_ai.client.token.usage")
                            .tag("gen_ai.token.type", "input")
                            .summary()
                            .totalAmount());
        }
    }

    /** A registry that takes no counter that is asked, as one of another kind under the same name. */
    private static final class Narrow extends SimpleMeterRegistry {
        @Override
        protected <T> FunctionCounter newFunctionCounter(Meter.Id id, T source, ToDoubleFunction<T> value) {
            throw new IllegalArgumentException("no room for " + id.getName());
        }
    }

    @Test
    void aStartThatFailsLeavesNothingBehind() throws Exception {
        long before = recordThreads();
        try (RawUpstream upstream = upstream()) {
            String yaml = TestGateway.fourRoutes(upstream.origin());
            assertThrows(
                    Exception.class,
                    () -> start(
                            folder,
                            yaml,
                            context -> context.setAttribute(MeterRegistry.class.getName(), new Narrow())));
        }
        ObjectName all = new ObjectName("dev.gangway:type=Route,context=\"/\",*");
        assertEquals(Set.of(), ManagementFactory.getPlatformMBeanServer().queryNames(all, null));
        assertEquals(before, recordThreads());
    }

    private static long recordThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("gangway-records"))
                .count();
    }

    /** Kept by name: the gateway makes its own instance. */
    public static final class Users implements ExchangeListener {
        private static final Queue<String> PATHS = new ConcurrentLinkedQueue<>();

        @Override
        public void onExchange(ExchangeRecord exchange) {
            PATHS.add(exchange.path());
        }
    }

    @Test
    void aJarBringsAListener() throws Exception {
        Path jar = folder.resolve("listener.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/services/" + ExchangeListener.class.getName()));
            out.write((Users.class.getName() + "\nno.such.Listener\n").getBytes(StandardCharsets.UTF_8));
        }
        try (RawUpstream upstream = upstream();
                URLClassLoader loader = new URLClassLoader(
                        new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
            try (TestGateway gateway = start(
                    folder, TestGateway.fourRoutes(upstream.origin()), context -> context.setClassLoader(loader))) {
                chat(gateway, "/openai_passthrough");
            }
            assertEquals(List.of("/openai_passthrough/v1/chat/completions"), List.copyOf(Users.PATHS));
        }
    }
}
