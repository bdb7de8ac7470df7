package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The commands of README and docs, run as they are written there, but for ports and the version. */
class CommandsIT {
    private static final Page README = new Page("README.md");
    private static final Page MODULE = new Page("docs/jetty-module.md");
    private static final Page MIGRATION = new Page("docs/migration.md");
    private static final String ON_A_FREE_PORT = " jetty.http.host=127.0.0.1 jetty.http.port=0 gangway.ready-line=true";

    private final List<Child> children = new ArrayList<>();

    @AfterEach
    void stop() {
        children.forEach(Child::close);
    }

    /** Those of docs/war.md by {@link WarCommandsIT}, the middle one of the module by {@link ConfigJarIT}, the others here. */
    @Test
    void everyBlockIsRun() throws IOException {
        Map<String, Integer> run = Map.of(
                "README.md",
                2,
                "docs/credentials.md",
                1,
                "docs/jetty-module.md",
                3,
                "docs/migration.md",
                2,
                "docs/war.md",
                2);
        Map<String, Integer> there = new HashMap<>();
        try (Stream<Path> pages = Files.list(Build.CHECKOUT.resolve("docs"))) {
            Stream.concat(
                            pages,
                            Stream.of(Build.CHECKOUT.resolve("README.md"), Build.CHECKOUT.resolve("CONTRIBUTING.md")))
                    .filter(page -> page.toString().endsWith(".md"))
                    .map(page -> new Page(Build.CHECKOUT.relativize(page).toString()))
                    .forEach(page -> there.put(page.file(), page.blocks("sh").size()));
        }
        there.values().removeIf(blocks -> blocks == 0);
        assertEquals(run, there);
    }

    @Test
    void theFirstOfTheReadmeRunsTheGateway() {
        String command = README.block("sh", 0);
        Child gangway = shell(Build.CHECKOUT, command + " --port 0");
        assertTrue(gangway.awaitLine("gangway ready ").startsWith("http://127.0.0.1:"), gangway::toString);
        assertTrue(gangway.err().contains("/openai_passthrough"), gangway::toString);
    }

    /** Nothing can run itself; {@code .ci/run} takes this line from the README. */
    @Test
    void theSecondOfTheReadmeRunsTheTests() {
        assertEquals("mvn verify", README.block("sh", 1));
    }

    @Test
    void theModuleInstallsFromItsZip() {
        Path base = Build.workDirectory();
        String commands = MODULE.block("sh", 0).replace("java -jar", "java " + Build.temporary() + " -jar");
        Child jetty = shell(base, commands + ON_A_FREE_PORT);
        assertTrue(jetty.awaitLine("gangway ready ").startsWith("http://127.0.0.1:"), jetty::toString);
    }

    @Test
    void theModuleRunsInOneProcess() {
        try (JettyBase base = JettyBase.withModules("http,gangway")) {
            String dry = MODULE.block("sh", 2).replace("start.jar", "start.jar" + ON_A_FREE_PORT);
            Child jetty = shell(base.directory(), dry);
            assertTrue(jetty.awaitLine("gangway ready ").startsWith("http://127.0.0.1:"), jetty::toString);
            assertTrue(jetty.descendants().isEmpty(), jetty::toString);
        }
    }

    @Test
    void theModulesOfCloudsAreAdded() {
        try (JettyBase base = JettyBase.withModules("http,gangway")) {
            Child start = shell(base.directory(), new Page("docs/credentials.md").block("sh", 0));
            assertEquals(0, start.awaitExit(), start::toString);
            base.write("etc/gangway.yaml", """
                    routes:
                      - { path: /a, provider: azure, keys: [{ endpoint: "https://a.test", entra: { managed-identity: true } }] }
                      - { path: /b, provider: bedrock, keys: [{ region: us-east-1, aws: { source: default } }] }
                      - { path: /g, provider: genai, vertex: { keys: [{ google: { adc: true } }] } }
                    """);
            JettyBase.awaitReady(base.start());
        }
    }

    @Test
    void aConfigurationIsImportedCheckedAndExplained() throws IOException {
        Path directory = Build.workDirectory();
        Files.writeString(
                directory.resolve("config.yaml"),
                "{ \"providers\": { \"openai\": { \"keys\": [{ \"value\": \"sk-1\", \"weight\": 1.0 }] } } }");
        Child child = shell(directory, launching(MIGRATION.block("sh", 0)));
        assertEquals(0, child.awaitExit(), child::toString);
        assertTrue(child.out().startsWith("ok\nroute       /openai_passthrough\n"), child::out);
    }

    @Test
    void anExplanationIsAsItIsShown() throws IOException {
        Path directory = Build.workDirectory();
        Files.writeString(directory.resolve("gangway.yaml"), """
                routes:
                  - path: /bria
                    target: https://engine.prod.bria-api.com
                    headers: { api_token: secret }
                    query: { lang: en }
                """);
        Child child = shell(directory, launching(MIGRATION.block("sh", 1)));
        assertEquals(0, child.awaitExit(), child::toString);
        assertTrue(MIGRATION.text().contains(child.out()), child::out);
    }

    private static String launching(String commands) {
        return commands.replace("./gangway", Build.CHECKOUT.resolve("gangway").toString());
    }

    private Child shell(Path directory, String commands) {
        Child child = Page.shell(directory, commands, Map.of());
        children.add(child);
        return child;
    }
}
