package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The commands of README and docs, run as they are written there, but for ports and the version. */
class CommandsIT {
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final String ON_A_FREE_PORT = " jetty.http.host=127.0.0.1 jetty.http.port=0 gangway.ready-line=true";

    private final List<Child> children = new ArrayList<>();

    @AfterEach
    void stop() {
        children.forEach(Child::close);
    }

    @Test
    void theFirstOfTheReadmeRunsTheGateway() {
        String command = blocks("README.md").get(0).strip();
        Child gangway = shell(Build.CHECKOUT, command + " --port 0");
        assertTrue(gangway.awaitLine("gangway ready ").startsWith("http://127.0.0.1:"), gangway::toString);
        assertTrue(gangway.err().contains("/openai_passthrough"), gangway::toString);
    }

    /** Nothing can run itself; {@code .ci/run} takes this line from the README. */
    @Test
    void theSecondOfTheReadmeRunsTheTests() {
        assertEquals("mvn verify", blocks("README.md").get(1).strip());
    }

    @Test
    void theModuleInstallsFromItsZip() {
        Path base = Build.workDirectory();
        String commands = blocks("docs/jetty-module.md")
                .get(0)
                .replace("unzip ", Build.JAVA.resolveSibling("jar") + " xf ")
                .replace("gangway-jetty-module-VERSION.zip", Build.ZIP.toString());
        Child jetty = shell(base, commands.stripTrailing() + ON_A_FREE_PORT, base);
        assertTrue(jetty.awaitLine("gangway ready ").startsWith("http://127.0.0.1:"), jetty::toString);
    }

    @Test
    void theModuleRunsInOneProcess() {
        try (JettyBase base = JettyBase.withModules("http,gangway")) {
            String commands = blocks("docs/jetty-module.md").get(2).stripTrailing();
            String dry = commands.replace("start.jar", "start.jar" + ON_A_FREE_PORT);
            Child jetty = shell(base.directory(), dry, base.directory());
            assertTrue(jetty.awaitLine("gangway ready ").startsWith("http://127.0.0.1:"), jetty::toString);
            assertTrue(jetty.descendants().isEmpty(), jetty::toString);
        }
    }

    @Test
    void aConfigurationIsImportedCheckedAndExplained() throws IOException {
        Path directory = Build.workDirectory();
        Files.writeString(
                directory.resolve("config.yaml"),
                "{ \"providers\": { \"openai\": { \"keys\": [{ \"value\": \"sk-1\", \"weight\": 1.0 }] } } }");
        Child child = shell(directory, launching(blocks("docs/migration.md").get(0)));
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
        Child child = shell(directory, launching(blocks("docs/migration.md").get(1)));
        assertEquals(0, child.awaitExit(), child::toString);
        assertTrue(Files.readString(Build.CHECKOUT.resolve("docs/migration.md")).contains(child.out()), child::out);
    }

    private static String launching(String commands) {
        return commands.replace("./gangway", Build.CHECKOUT.resolve("gangway").toString());
    }

    private Child shell(Path directory, String commands) {
        return shell(directory, commands, directory);
    }

    private Child shell(Path directory, String commands, Path base) {
        Map<String, String> environment = Map.of(
                "JETTY_HOME", Build.JETTY_HOME.toString(),
                "JETTY_BASE", base.toString(),
                "PATH", Build.JAVA.getParent() + ":" + System.getenv("PATH"));
        Child child = Child.start(directory, environment, List.of("sh", "-ec", commands));
        children.add(child);
        return child;
    }

    private static List<String> blocks(String file) {
        try {
            List<String> blocks = new ArrayList<>();
            Matcher matcher = BLOCK.matcher(Files.readString(Build.CHECKOUT.resolve(file)));
            while (matcher.find()) {
                blocks.add(matcher.group(1));
            }
            return blocks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
