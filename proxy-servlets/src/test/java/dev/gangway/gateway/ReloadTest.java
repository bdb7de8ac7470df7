package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.AnthropicPassthroughServlet;
import dev.gangway.OpenAiPassthroughServlet;
import dev.gangway.config.RouteConfig;
import dev.gangway.testing.Bytes;
import dev.gangway.testing.CapturedLog;
import dev.gangway.testing.GoogleStandIn;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import jakarta.servlet.ServletContextAttributeEvent;
import jakarta.servlet.ServletContextAttributeListener;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A changed file is in force at once, however it was changed; one with mistakes is not, and is told of. */
class ReloadTest {

    @TempDir
    private Path folder;

    private RawUpstream upstream;

    @BeforeEach
    void start() throws Exception {
        upstream = RawUpstream.answering((request, socket, out) -> {
            byte[] body = Bytes.utf8(String.valueOf(request.header("authorization")));
            RawUpstream.write(out, "HTTP/1.1 200 OK\nContent-Length: " + body.length, body);
            return true;
        });
    }

    @AfterEach
    void stop() {
        upstream.close();
    }

    private String yaml(String key) {
        return "routes: [{ path: /o, provider: openai, target: \"" + upstream.origin() + "\", keys: [{ value: \"" + key
                + "\" }] }]\n";
    }

    private static void assertKey(String key, ReloadingGateway gateway) throws Exception {
        HttpMessage answer = gateway.get("/o/x");
        assertEquals("Bearer " + key, answer.text());
    }

    /** The file system tells of it: nobody waits for the next look. */
    private static void assertSoon(ReloadingGateway gateway, long count) throws Exception {
        long start = System.nanoTime();
        gateway.awaitReloads(count);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(Duration.ofSeconds(6)) < 0, took.toString());
    }

    @Test
    void writtenInPlace() throws Exception {
        Path file = ReloadingGateway.file(folder, yaml("first"));
        try (ReloadingGateway gateway = ReloadingGateway.start(file)) {
            assertKey("first", gateway);
            assertEquals(List.of(file.toString()), List.of((String[]) gateway.attribute("Files")));
            Files.writeString(file, yaml("second"));
            assertSoon(gateway, 1);
            assertKey("second", gateway);
        }
    }

    @Test
    void replacedByARename() throws Exception {
        Path file = ReloadingGateway.file(folder, yaml("first"));
        try (ReloadingGateway gateway = ReloadingGateway.start(file)) {
            for (String key : List.of("second", "third")) {
                Path other = Files.writeString(file.resolveSibling(".gangway.yaml.swp"), yaml(key));
                Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                assertSoon(gateway, key.equals("second") ? 1 : 2);
                assertKey(key, gateway);
            }
        }
    }

    /** {@code gangway.yaml} → {@code ..data/gangway.yaml}, and {@code ..data} → a folder of that version. */
    @Test
    void theWayKubernetesSwapsAConfigMap() throws Exception {
        Path mount = Files.createDirectory(folder.resolve("mount"));
        version(mount, "..v1", yaml("first"));
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..v1"));
        Files.createSymbolicLink(mount.resolve("gangway.yaml"), Path.of("..data/gangway.yaml"));
        Path elsewhere = Files.createSymbolicLink(folder.resolve("link.yaml"), mount.resolve("gangway.yaml"));
        try (ReloadingGateway gateway = ReloadingGateway.start(elsewhere)) {
            for (int i = 2; i <= 3; i++) {
                version(mount, "..v" + i, yaml("key-" + i));
                Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..v" + i));
                Files.move(
                        mount.resolve("..data_tmp"),
                        mount.resolve("..data"),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
                Files.delete(mount.resolve("..v" + (i - 1)).resolve("gangway.yaml"));
                assertSoon(gateway, i - 1);
                assertKey("key-" + i, gateway);
            }
        }
    }

    private static void version(Path mount, String name, String yaml) throws Exception {
        Files.writeString(Files.createDirectory(mount.resolve(name)).resolve("gangway.yaml"), yaml);
    }

    @Test
    void aFileThatAValueIsTakenFrom() throws Exception {
        Path secret = Files.writeString(
                Files.createDirectory(folder.resolve("secrets")).resolve("key"), "first\n");
        Path file = ReloadingGateway.file(folder, yaml("${file:" + secret + "}"));
        try (ReloadingGateway gateway = ReloadingGateway.start(file)) {
            Files.writeString(secret, "second\n");
            assertSoon(gateway, 1);
            assertKey("second", gateway);

            Files.delete(secret);
            gateway.awaitFailures(1);
            assertKey("second", gateway);
            Files.writeString(secret, "third\n");
            assertSoon(gateway, 2);
            assertKey("third", gateway);
        }
    }

    @Test
    void routesAndCallersAreSwapped() throws Exception {
        Path file = ReloadingGateway.file(folder, yaml("k") + "access: { callers: keys, keys: [{ value: old-key }] }");
        try (ReloadingGateway gateway = ReloadingGateway.start(file)) {
            assertEquals(200, gateway.get("/o/x", "gangway-key: old-key").status());
            Files.writeString(
                    file, yaml("k").replace("/o,", "/new,") + "access: { callers: keys, keys: [{ value: new-key }] }");
            gateway.awaitReloads(1);
            assertEquals(401, gateway.get("/new/x", "gangway-key: old-key").status());
            assertEquals(200, gateway.get("/new/x", "gangway-key: new-key").status());
            assertEquals(404, gateway.get("/o/x", "gangway-key: new-key").status());
        }
    }

    /** Any number of mistakes are one message, and traffic goes on. */
    @Test
    void aFileWithMistakesChangesNothing() throws Exception {
        Path file = ReloadingGateway.file(folder, yaml("first"));
        try (CapturedLog log = new CapturedLog();
                ReloadingGateway gateway = ReloadingGateway.start(file)) {
            assertEquals(true, gateway.attribute("Current"));
            Files.writeString(file, "upstrean: {}\nroutes: [{ path: o }, { path: /p, provider: nobody }]\n");
            gateway.awaitFailures(1);
            assertKey("first", gateway);
            assertEquals(false, gateway.attribute("Current"));
            String problems = (String) gateway.attribute("Problems");
            for (String mistake : List.of("upstrean", "routes[0].path", "routes[0].target", "routes[1].provider")) {
                assertTrue(problems.contains("\n  " + mistake + ": "), problems);
            }
            assertTrue(log.text().contains("the one before stays in force. " + problems), log.text());
            assertEquals(1, log.text().split(" ERROR ", -1).length - 1, log.text());
            assertTrue(metrics(gateway).contains("gangway_config_current{servlet=\""), metrics(gateway));
            assertMetric(gateway, "gangway_config_current", "0.0");
            assertMetric(gateway, "gangway_config_reload_failures_total", "1.0");

            Files.writeString(file, yaml("second"));
            gateway.awaitReloads(1);
            assertKey("second", gateway);
            assertEquals(true, gateway.attribute("Current"));
            assertEquals("", gateway.attribute("Problems"));
            assertMetric(gateway, "gangway_config_current", "1.0");
            assertMetric(gateway, "gangway_config_reloads_total", "1.0");
            assertEquals(1, log.text().split(" ERROR ", -1).length - 1, log.text());
        }
    }

    private static String metrics(ReloadingGateway gateway) throws Exception {
        return gateway.get("/gangway/metrics").text();
    }

    private static void assertMetric(ReloadingGateway gateway, String name, String value) throws Exception {
        String text = metrics(gateway);
        assertTrue(text.lines().anyMatch(line -> line.startsWith(name + "{") && line.endsWith("} " + value)), text);
    }

    /** Breaks where the second configuration is in force already, and its MBeans are to follow. */
    public static final class Breaking extends ConfiguredServlet {

        private int assembled;

        @Override
        String setting(int index) {
            assembled++;
            return super.setting(index);
        }

        @Override
        boolean serves(RouteConfig route) {
            if (assembled == 2) {
                throw new IllegalStateException("broken");
            }
            return true;
        }
    }

    @Test
    void aFaultAfterTheChangeDoesNotDenyIt() throws Exception {
        Path file = ReloadingGateway.file(folder, yaml("first") + "reload: off\n");
        try (CapturedLog log = new CapturedLog();
                ReloadingGateway gateway = ReloadingGateway.start(file, Breaking.class)) {
            Files.writeString(file, yaml("second") + "reload: off\n");
            assertEquals("ok", gateway.reload());
            assertKey("second", gateway);
            assertEquals(true, gateway.attribute("Current"));
            assertEquals(1L, gateway.attribute("Reloads"));
            log.line("is in force, but its MBeans or log lines may not be: java.lang.IllegalStateException");
            assertFalse(log.text().contains("stays in force"), log.text());
        }
    }

    /** The host's listener is told of the HTTP client when the routes are replaced already. */
    @Test
    void aFaultOfTheHostsListenerDoesNotDenyItEither() throws Exception {
        Path file = ReloadingGateway.file(folder, yaml("first") + "reload: off\n");
        try (CapturedLog log = new CapturedLog();
                ReloadingGateway gateway = ReloadingGateway.start(file)) {
            gateway.gateway().context().addEventListener(new ServletContextAttributeListener() {
                @Override
                public void attributeReplaced(ServletContextAttributeEvent event) {
                    throw new IllegalStateException("broken");
                }
            });
            Files.writeString(file, yaml("second") + "reload: off\n");
            assertEquals("ok", gateway.reload());
            assertKey("second", gateway);
            assertEquals(1L, gateway.attribute("Reloads"));
            log.line("A listener failed with java.lang.IllegalStateException");
            assertFalse(log.text().contains("stays in force"), log.text());
        }
    }

    @Test
    void whatOnlyARestartChangesIsNamed() throws Exception {
        Path file = ReloadingGateway.file(folder, yaml("first"));
        try (CapturedLog log = new CapturedLog();
                ReloadingGateway gateway = ReloadingGateway.start(file)) {
            Files.writeString(
                    file,
                    yaml("second") + "records: { file: \"" + folder.resolve("r.jsonl")
                            + "\" }\nmetrics: { names: both }\nreload: off\n");
            gateway.awaitReloads(1);
            assertKey("second", gateway);
            log.line(
                    "in force only after a restart: reload, records.file, records.max-size, records.keep, metrics.names");
            assertEquals(5, ((String[]) gateway.attribute("RestartNeeded")).length);
            assertFalse(Files.exists(folder.resolve("r.jsonl")));
        }
    }

    @Test
    void onlyWhenAskedWhereTheWatchIsOff() throws Exception {
        Path file = ReloadingGateway.file(folder, yaml("first") + "reload: off\n");
        try (ReloadingGateway gateway = ReloadingGateway.start(file)) {
            assertTrue(Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("gangway-config")));
            Files.writeString(file, yaml("second") + "reload: off\n");
            assertKey("first", gateway);
            assertEquals("ok", gateway.reload());
            assertKey("second", gateway);
            Files.writeString(file, "routes: []");
            assertTrue(gateway.reload().contains("  routes: must be a list of at least one route"));
            assertKey("second", gateway);
        }
    }

    @Test
    void aServletOfOneProvider() throws Exception {
        Path file = ReloadingGateway.file(folder, yaml("first"));
        try (ReloadingGateway gateway = ReloadingGateway.start(file, OpenAiPassthroughServlet.class)) {
            Files.writeString(file, yaml("second"));
            gateway.awaitReloads(1);
            assertKey("second", gateway);
            Files.writeString(file, yaml("third").replace("openai", "anthropic"));
            gateway.awaitFailures(1);
            assertTrue(gateway.attribute("Problems").toString().contains("has no route with provider: openai"));
            assertKey("second", gateway);
        }
    }

    /** There is no file, but there is one in a parameter. */
    @Test
    void initParameters() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "first");
        ServletHolder holder = new ServletHolder("parameters", AnthropicPassthroughServlet.class);
        holder.setInitOrder(1);
        holder.setInitParameter("key", "${file:" + secret + "}");
        holder.setInitParameter("target", upstream.origin());
        try (TestGateway gateway = TestGateway.start("/", context -> context.addServlet(holder, "/a/*"))) {
            Files.writeString(secret, "second");
            dev.gangway.testing.FaultGateway.await("the second key", () -> {
                RawClient.exchange(gateway.port(), "GET /a/x HTTP/1.1\nHost: localhost", new byte[0]);
                return "second".equals(upstream.take().header("x-api-key"));
            });
        }
    }

    /** A key that no route names any more leaves no token behind; one that stays keeps its own. */
    @Test
    void tokensAreKeptWhileTheirKeyIsConfigured() throws Exception {
        try (GoogleStandIn google = new GoogleStandIn()) {
            Path key = Files.writeString(folder.resolve("key.json"), google.serviceAccount());
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            String yaml = "reload: off\nroutes: [{ path: /o, provider: genai, vertex: { target: \"" + google.origin()
                    + "\", keys: [{ google: { credentials-file: \"" + key + "\", quota-project: one } }] } }]\n";
            Path file = ReloadingGateway.file(folder, yaml);
            try (ReloadingGateway gateway = ReloadingGateway.start(file)) {
                assertTokenCalls(1, google, gateway);
                assertEquals("ok", gateway.reload());
                assertTokenCalls(1, google, gateway);
                Files.writeString(file, yaml.replace("quota-project: one", "quota-project: two"));
                assertEquals("ok", gateway.reload());
                Files.writeString(file, yaml);
                assertEquals("ok", gateway.reload());
                assertTokenCalls(2, google, gateway);
            }
        }
    }

    private static void assertTokenCalls(int count, GoogleStandIn google, ReloadingGateway gateway) throws Exception {
        gateway.get("/o/v1/projects/p/locations/us-central1/endpoints", "Authorization: Bearer ya29.of-the-client");
        assertEquals(count, google.calls());
    }

    /** What was signed with the secret that the process made up for itself is still worth something. */
    @Test
    void theRandomSigningSecretStays() throws Exception {
        upstream.answer((request, socket, out) -> {
            RawUpstream.write(
                    out,
                    "HTTP/1.1 200 OK\nContent-Length: 0\nX-Goog-Upload-URL: " + upstream.origin()
                            + "/upload/v1beta/files?upload_id=U",
                    new byte[0]);
            return true;
        });
        String yaml =
                "access: { callers: keys, keys: [{ value: gk }] }\n" + yaml("k").replace("openai", "genai");
        Path file = ReloadingGateway.file(folder, yaml);
        try (ReloadingGateway gateway = ReloadingGateway.start(file)) {
            HttpMessage begun = gateway.get("/o/upload/v1beta/files", "X-Goog-Api-Key: gk");
            URI upload = URI.create(Objects.requireNonNull(begun.header("x-goog-upload-url")));
            assertEquals("ok", gateway.reload());
            String target = upload.getRawPath() + "?" + upload.getRawQuery();
            assertEquals(200, gateway.get(target).status());
            assertEquals(401, gateway.get(target + "x").status());
        }
    }

    /** The stream goes on with the key, and on the connection, that it began with. */
    @Test
    void aRunningStreamEndsAsItBegan() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        upstream.answer((request, socket, out) -> {
            boolean stream = request.target().endsWith("/stream");
            String head = "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked";
            RawUpstream.write(out, head, Bytes.utf8("9\r\ndata: 1\n\n\r\n"));
            if (stream) {
                goOn.await();
            }
            write(out, "9\r\ndata: 2\n\n\r\n0\r\n\r\n");
            return true;
        });
        Path file = ReloadingGateway.file(folder, yaml("first"));
        try (ReloadingGateway gateway = ReloadingGateway.start(file);
                RawClient client = new RawClient(gateway.port())) {
            client.send("GET /o/stream HTTP/1.1\nHost: localhost", new byte[0]);
            upstream.take();
            // Another connect timeout is another client.
            Files.writeString(file, yaml("second").replace("keys:", "timeouts: { connect: 1s }, keys:"));
            gateway.awaitReloads(1);
            assertEquals("data: 1\n\ndata: 2\n\n", gateway.get("/o/x").text());
            assertEquals("Bearer second", upstream.take().header("authorization"));
            assertEquals(2, upstream.connections());
            goOn.countDown();
            HttpMessage answer = client.receive(false);
            assertTrue(answer.complete());
            assertEquals("data: 1\n\ndata: 2\n\n", answer.text());
            // Its client has nothing left to do.
            dev.gangway.testing.FaultGateway.await("one connection", () -> upstream.connections() == 1);
        }
    }

    private static void write(OutputStream out, String text) throws Exception {
        out.write(Bytes.utf8(text));
        out.flush();
    }

    /** An exchange that the stop breaks off may be the last of its configuration, and ends on a thread that the stop waits for. */
    @Test
    void aStopBreaksOffWhatBeganBeforeAReload() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        upstream.answer((request, socket, out) -> {
            RawUpstream.write(out, "HTTP/1.1 200 OK\nTransfer-Encoding: chunked", Bytes.utf8("1\r\nx\r\n"));
            never.await();
            return false;
        });
        Path file = ReloadingGateway.file(folder, yaml("first"));
        try (ReloadingGateway gateway = ReloadingGateway.start(file, "maxThreads=16");
                RawClient client = new RawClient(gateway.port())) {
            client.send("GET /o/stream HTTP/1.1\nHost: localhost", new byte[0]);
            upstream.take();
            Files.writeString(file, yaml("second").replace("keys:", "timeouts: { connect: 1s }, keys:"));
            gateway.awaitReloads(1);
            long start = System.nanoTime();
            gateway.close();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(took.compareTo(Duration.ofSeconds(3)) < 0, took.toString());
            assertFalse(gateway.hasBean(), "the stop did not come to its end");
            assertFalse(client.receive(false).complete());
        } finally {
            never.countDown();
        }
    }

    @Test
    void noBeanAndNoWatchIsLeft() throws Exception {
        Path file = ReloadingGateway.file(folder, yaml("first"));
        ReloadingGateway gateway = ReloadingGateway.start(file);
        assertTrue(gateway.hasBean());
        gateway.close();
        assertFalse(gateway.hasBean());
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("gangway-config")));
    }
}
