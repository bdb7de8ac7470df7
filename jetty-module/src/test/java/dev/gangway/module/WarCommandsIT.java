package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.testing.RawUpstream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands and the context file of {@code docs/war.md}, as they are written there, but for ports and paths. */
class WarCommandsIT {
    private static final Page PAGE = new Page("docs/war.md");

    private final Path base = Build.workDirectory();
    private RawUpstream upstream;

    @BeforeEach
    void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 0", new byte[0]);
    }

    @AfterEach
    void stop() {
        upstream.close();
    }

    /** {@code jmx} tells the port. */
    @ParameterizedTest
    @EnumSource(names = {"JETTY_EE10", "JETTY_EE11"})
    void inJetty(Container container) throws Exception {
        String commands = PAGE.block("sh", 0)
                .replace("ee10-deploy,", container.environment() + "-deploy,jmx,")
                .replace("java -Dgangway", "exec java " + Build.temporary() + " -Dgangway");
        assertServes(configured(commands, "key-1") + " jetty.http.host=127.0.0.1 jetty.http.port=0", Map.of(), "key-1");
    }

    /** The key stands in the context file. */
    @Test
    void inTomcat() throws Exception {
        Container container = Container.TOMCAT_11;
        container.writeTomcat(base);
        Files.createDirectories(base.resolve("webapps"));
        Path context = Files.createDirectories(base.resolve("conf/Catalina/localhost"));
        Files.writeString(context.resolve("ROOT.xml"), configured(PAGE.block("xml", 1), ""));
        String commands = configured(PAGE.block("sh", 1), "${jndi:gangway/openai-key}");
        Map<String, String> variables =
                Map.of("CATALINA_HOME", container.tomcatHome().toString(), "CATALINA_BASE", base.toString());
        assertServes(commands.replace("CATALINA_OPTS=", "exec env CATALINA_OPTS="), variables, "sk-...");
    }

    /** The block with a file of ours in place of the page's, which has this key. */
    private String configured(String block, String key) throws Exception {
        Path file = Files.writeString(base.resolve("gangway.yaml"), """
                access: { callers: loopback }
                routes: [{ path: /openai_passthrough, provider: openai, target: "%s", keys: [{ value: "%s" }] }]
                """.formatted(upstream.origin(), key));
        return block.replace("/etc/gangway/gangway.yaml", file.toString());
    }

    private void assertServes(String commands, Map<String, String> variables, String key) throws Exception {
        try (WarContainer war = WarContainer.of(Page.shell(base, commands, variables))) {
            assertEquals("Bearer " + key, war.asked(upstream).header("authorization"));
        }
    }
}
