package dev.gangway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.observe.ExchangeListener;
import dev.gangway.observe.ExchangeRecord;
import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifies the embedded builder: everything that goes in has its effect in a host's own Jetty. */
class GangwayTest {

    @TempDir
    private Path folder;

    private RawUpstream upstream;
    private final Server server = new Server();

    @BeforeEach
    void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 2", new byte[] {'o', 'k'});
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        upstream.close();
    }

    private String yaml(String key) {
        return "routes: [{ path: /o, provider: openai, target: \"" + upstream.origin() + "\", keys: [{ value: \"" + key
                + "\" }] }]\n";
    }

    private void serve(Handler handler) throws Exception {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(handler);
        server.start();
    }

    private HttpMessage get(String path) throws Exception {
        return RawClient.exchange(server.getURI().getPort(), "GET " + path + " HTTP/1.1\nHost: localhost", new byte[0]);
    }

    private void assertServes(String path, String key) throws Exception {
        assertEquals(200, get(path).status());
        assertEquals("Bearer " + key, upstream.take().header("authorization"));
    }

    @Test
    void aContextFromAText() throws Exception {
        serve(Gangway.builder().yaml(yaml("from-text")).buildContext("/llm"));
        assertServes("/llm/o/x", "from-text");
        assertEquals(404, get("/o/x").status());
        assertEquals(200, get("/llm/gangway/ready").status());
    }

    @Test
    void aFileThatChanges() throws Exception {
        Path file = Files.writeString(folder.resolve("gangway.yaml"), yaml("first"));
        serve(Gangway.builder().yaml("not: used").config(file).buildContext("/"));
        assertServes("/o/x", "first");
        Files.writeString(file, yaml("second"));
        FaultGateway.await("the second key", () -> {
            get("/o/x");
            return "Bearer second".equals(upstream.take().header("authorization"));
        });
    }

    @Test
    void aServletInAContextOfTheHost() throws Exception {
        ServletContextHandler context = new ServletContextHandler("/");
        ServletHolder holder =
                new ServletHolder(Gangway.builder().yaml(yaml("k")).build());
        holder.setInitOrder(1);
        context.addServlet(holder, "/o/*");
        serve(context);
        assertServes("/o/x", "k");
    }

    @Test
    void variablesComeBeforeTheEnvironment() throws Exception {
        Gangway.Builder builder = Gangway.builder().yaml(yaml("${PATH} ${java.version} ${MY_KEY}".replace(" ", "-")));
        builder.variable("PATH", "own").variable("MY_KEY", "secret").variable("java.version", "");
        String text = builder.toString();
        assertFalse(text.contains("secret"));
        serve(builder.buildContext("/"));
        assertServes("/o/x", "own--secret");
    }

    /** The configuration that the servlet finds by itself is the built-in one. */
    @Test
    void nothingAtAll() throws Exception {
        serve(Gangway.builder().buildContext("/"));
        HttpMessage answer = get("/azure_passthrough/openai/v1/models");
        assertEquals("no-credential", answer.header("gangway-error"));
    }

    @Test
    void theHostsRegistryAndListeners() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        BlockingQueue<ExchangeRecord> told = new LinkedBlockingQueue<>();
        AtomicBoolean closed = new AtomicBoolean();
        ServletContextHandler context = Gangway.builder()
                .yaml(yaml("k"))
                .meterRegistry(registry)
                .listener(told::add)
                .listener(new Closing(closed))
                .buildContext("/");
        serve(context);
        assertSame(registry, context.getServletContext().getAttribute("io.micrometer.core.instrument.MeterRegistry"));
        assertServes("/o/x", "k");
        ExchangeRecord record = told.poll(10, TimeUnit.SECONDS);
        assertEquals("/o", record == null ? "" : record.route());
        FaultGateway.await(
                "the metric", () -> registry.find("gangway.exchanges").counter() != null);
        assertFalse(closed.get());
        server.stop();
        assertTrue(closed.get());
        assertFalse(registry.isClosed());
    }

    /** The example of {@code docs/embedding.md}, word for word. */
    @Test
    void theDocumentedExample() throws Exception {
        Path file = Files.writeString(folder.resolve("documented.yaml"), yaml("${OPENAI_API_KEY}"));
        String key = "from-the-vault";
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        BlockingQueue<ExchangeRecord> seen = new LinkedBlockingQueue<>();
        ServletContextHandler context = Gangway.builder()
                .config(file)
                .variable("OPENAI_API_KEY", key)
                .meterRegistry(registry)
                .listener(seen::add)
                .buildContext("/llm");
        serve(context);
        assertServes("/llm/o/v1/models", key);
        assertEquals(
                "/llm/o/v1/models",
                Objects.requireNonNull(seen.poll(10, TimeUnit.SECONDS)).path());
        String source = Files.readString(Path.of("src/test/java/dev/gangway/GangwayTest.java"));
        String docs = Files.readString(Path.of("../docs/embedding.md"));
        String block = docs.substring(docs.indexOf("```java\n") + 8, docs.indexOf("```\n", docs.indexOf("```java\n")));
        assertTrue(source.replaceAll("\\s", "").contains(block.replaceAll("\\s", "")), block);
    }

    private record Closing(AtomicBoolean closed) implements ExchangeListener, AutoCloseable {
        @Override
        public void onExchange(ExchangeRecord exchange) {}

        @Override
        public void close() {
            closed.set(true);
        }
    }

    @Test
    void aMistakeStopsTheStart() {
        String bad = yaml("k").replace("provider", "provide") + "acess: {}\n";
        Exception failure = assertThrows(
                Exception.class, () -> serve(Gangway.builder().yaml(bad).buildContext("/")));
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("configuration of servlet gangway:\n"), message);
        assertTrue(message.contains("  acess: unknown setting") && message.contains("routes[0].provide: "), message);
    }
}
