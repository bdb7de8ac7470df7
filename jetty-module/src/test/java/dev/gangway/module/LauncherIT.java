package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code ./gangway} as a user runs it. */
class LauncherIT {
    private static final int SIGTERM = 128 + 15;

    private final Upstream upstream = new Upstream();
    private final JettyBase files = JettyBase.empty();
    private final Launcher launcher = new Launcher();

    @AfterEach
    void stop() {
        launcher.close();
        upstream.close();
    }

    @Test
    void runsUntilSigterm() throws Exception {
        Child gangway = launcher.start("run", "--config", good(), "--port", "0");
        URI origin = URI.create(gangway.awaitLine("gangway ready "));
        assertEquals("127.0.0.1", origin.getHost());
        assertFalse(gangway.err().contains("building"), gangway::err);
        Gateway gateway = Gateway.of(origin, Version.HTTP_1_1);
        gateway.checkAll(upstream);

        Events events = gateway.open(upstream, "run");
        events.readOne();
        gangway.terminate();
        events.readToEnd();
        assertEquals(SIGTERM, gangway.awaitExit(), gangway::toString);
    }

    @Test
    void aChangedFileIsInForce() throws Exception {
        Child gangway = launcher.start("--config", good(), "--port", "0");
        Gateway gateway = Gateway.of(URI.create(gangway.awaitLine("gangway ready ")), Version.HTTP_1_1);
        Management management = Management.of(gangway);
        ObjectName bean = management.await("dev.gangway:type=Configuration,*");
        files.write("etc/gangway.yaml", "routes: [{ path: /other, target: \"" + upstream.origin() + "\" }]");
        management.await(bean, "Reloads", count -> count.equals(1L));
        assertEquals(200, gateway.get("/other/x").statusCode());
        assertEquals(404, gateway.get("/openai_passthrough/x").statusCode());

        files.write("etc/gangway.yaml", "routes: []");
        management.await(bean, "Current", current -> current.equals(false));
        assertEquals(200, gateway.get("/other/x").statusCode());
        assertTrue(gangway.err().contains("routes: must be a list of at least one route"), gangway::err);
    }

    @Test
    void isOneProcess() {
        Child gangway = launcher.start("--port=0");
        gangway.awaitLine("gangway ready ");
        assertTrue(gangway.descendants().isEmpty(), () -> gangway.descendants().toString());
    }

    @Test
    void theCollectorIsTheUsersWhereTheUserNamesOne() throws Exception {
        assertEquals(Set.of("Copy", "MarkSweepCompact"), collectors(Map.of()));
        assertEquals(
                Set.of("PS Scavenge", "PS MarkSweep"), collectors(Map.of("JDK_JAVA_OPTIONS", "-XX:+UseParallelGC")));
    }

    @Test
    void youngGenerationIsSmallForTheStartAndThenLarge() throws Exception {
        Path log = files.directory().resolve("heap");
        Child gangway = launcher.start(Map.of("JDK_JAVA_OPTIONS", "-Xlog:gc+heap=info:file=" + log), "--port", "0");
        gangway.awaitLine("gangway ready ");
        ObjectName eden = ObjectName.getInstance("java.lang:type=MemoryPool,name=Eden Space");
        CompositeData usage = (CompositeData) Management.of(gangway).beans().getAttribute(eden, "Usage");
        assertEquals(32 << 20, (double) (Long) usage.get("committed"), 1 << 20);
        Matcher first = Pattern.compile("Eden: \\d+K\\((\\d+)K\\)").matcher(Files.readString(log));
        assertTrue(first.find());
        assertTrue(Integer.parseInt(first.group(1)) < 10 << 10, first::group);
    }

    private Set<String> collectors(Map<String, String> environment) throws Exception {
        Child gangway = launcher.start(environment, "--port", "0");
        gangway.awaitLine("gangway ready ");
        return Management.of(gangway)
                .beans()
                .queryNames(ObjectName.getInstance("java.lang:type=GarbageCollector,*"), null)
                .stream()
                .map(name -> name.getKeyProperty("name"))
                .collect(Collectors.toSet());
    }

    /** Of Jetty's and of those that would be the environment's, which are on the same class path. */
    @Test
    void startsFromAnArchiveOfItsClasses() throws Exception {
        Path log = files.directory().resolve("classes");
        Child gangway = launcher.start(Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log), "--port", "0");
        gangway.awaitLine("gangway ready ");
        String loaded = Files.readString(log);
        for (String name : List.of("org.eclipse.jetty.server.Server", "dev.gangway.GangwayServlet")) {
            assertTrue(loaded.contains(name + " source: shared objects file (top)"), name);
        }
        Object path = Management.of(gangway)
                .beans()
                .getAttribute(ObjectName.getInstance("java.lang:type=Runtime"), "ClassPath");
        assertTrue(path.toString().contains("/gangway-proxy-servlets-"), path::toString);
    }

    /** As after an update of the JDK in its place. */
    @Test
    void startsWithoutAWordBesideAnArchiveThatDoesNotFit() throws Exception {
        launcher.start("--port", "0").awaitLine("gangway ready ");
        Path archive = Build.TARGET.resolve("base/classes.jsa");
        Path kept = Files.move(archive, archive.resolveSibling("kept.jsa"));
        try {
            byte[] other = Files.readAllBytes(kept);
            // The version of the JVM that made it.
            other[new String(other, StandardCharsets.ISO_8859_1).indexOf(" VM (") + " VM (".length()] ^= 1;
            Files.write(archive, other);
            Child gangway = launcher.start("--port", "0");
            assertTrue(gangway.awaitLine("gangway ready ").startsWith("http://127.0.0.1:"), gangway::toString);
            assertEquals(1, gangway.out().lines().count(), gangway::out);
        } finally {
            Files.move(kept, archive, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void takesTheConfigurationFromTheEnvironment() throws Exception {
        Child gangway = launcher.start(Map.of("GANGWAY_CONFIG", good()), "--port", "0");
        Gateway.of(URI.create(gangway.awaitLine("gangway ready ")), Version.HTTP_1_1)
                .checkPath();
    }

    @Test
    void saysThatThePortIsTaken() {
        String port = String.valueOf(upstream.origin().getPort());
        Child gangway = launcher.start("--port", port);
        assertEquals(1, gangway.awaitExit(), gangway::toString);
        assertEquals("gangway: cannot listen on 127.0.0.1:" + port + ": Address already in use\n", gangway.err());
        assertEquals("", gangway.out());
    }

    @Test
    void runAndCheckRefuseABadConfigurationAlike() {
        Child check = launcher.start("check", "--config", bad());
        assertEquals(1, check.awaitExit(), check::toString);
        assertTrue((check.out() + check.err()).contains("bogus-key"), check::toString);

        Child run = launcher.start("--config", bad(), "--port", "0");
        assertEquals(1, run.awaitExit(), run::toString);
        assertEquals(check.out() + check.err(), run.err());
        assertFalse(run.err().contains("\tat "), run::err);
    }

    @Test
    void checksAGoodConfiguration() {
        Child check = launcher.start("check", "--config", good());
        assertEquals(0, check.awaitExit(), check::toString);
        assertEquals("ok\n", check.out());
    }

    @Test
    void explainsARequest() {
        Child explain =
                launcher.start("explain", "GET", "/openai_passthrough/v1/models", "-H", "x: y z", "--config", good());
        assertEquals(0, explain.awaitExit(), explain::toString);
        assertTrue(explain.out().contains("sends       GET " + upstream.origin() + "/v1/models\n"), explain::out);
        assertTrue(explain.out().contains("= header    x: y z\n"), explain::out);
        assertEquals(2, launcher.start("explain", "GET").awaitExit());
    }

    /** What is imported is checked, then. */
    @Test
    void importsAConfiguration() {
        files.write("litellm.yaml", """
                general_settings:
                  pass_through_endpoints:
                    - { path: /bria, target: 'https://engine.prod.bria-api.com', include_subpath: true }
                """);
        Child imported = launcher.start("import", path("litellm.yaml"));
        assertEquals(0, imported.awaitExit(), imported::toString);
        files.write("imported.yaml", imported.out());
        assertEquals(
                0, launcher.start("check", "--config", path("imported.yaml")).awaitExit());
        assertEquals(1, launcher.start("import", path("no-such-file")).awaitExit());
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        for (String[] arguments : new String[][] {
            {"--nonsense"},
            {"nonsense"},
            {"--port"},
            {"--port", "http"},
            {"--port", "65536"},
            {"--log-level", "loud"},
            {"check", "--port", "1"},
            {"demo", "--config", "x"}
        }) {
            Child gangway = launcher.start(arguments);
            assertEquals(2, gangway.awaitExit(), gangway::toString);
            assertTrue(gangway.err().contains("Usage: "), gangway::toString);
        }
        Child help = launcher.start("--help");
        assertEquals(0, help.awaitExit());
        assertTrue(help.out().startsWith("Usage: "), help::out);
    }

    private String good() {
        files.routeTo(upstream.origin());
        return path("etc/gangway.yaml");
    }

    private String bad() {
        files.write("bad.yaml", "routes:\n  - path: /x\n    target: http://127.0.0.1:1\n    bogus-key: 1\n");
        return path("bad.yaml");
    }

    private String path(String file) {
        Path path = files.directory().resolve(file);
        return path.toString();
    }
}
